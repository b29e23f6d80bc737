import { runFake } from './child.ts';

runFake(process.env.OMNIROUTE_SANDBOX_PORT, 'ready');
