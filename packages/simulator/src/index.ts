export { compareExpectation, type Difference, isAtRest } from './compare-expectation.ts';
export type { Call } from './mocked-work.ts';
export { coverage, type Simulation, simulate, type SimulateOptions } from './simulate.ts';
