import { runFake } from './child.ts';

// Does not report: the supervisor has to ask it.
runFake(process.env.PORT, 'nothing');
