export { compareExpectation, type Difference, isAtRest } from './compare-expectation.ts';
export { coverage } from './coverage.ts';
export { simulatorErrors } from './errors.ts';
export type { Explanation, OpenDoor } from './explained.ts';
export { ONE_BY_ONE, type Scheduler, schedulerOf } from './scheduler.ts';
export { type Deed, deedsOf, type Taken, take } from './script.ts';
export { type SimulateOptions, type Simulation, simulate } from './simulate.ts';
export { type FindService, Simulator } from './simulator.ts';
