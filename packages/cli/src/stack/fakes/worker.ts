import { runFake } from './child.ts';

runFake(undefined, 'ready');
