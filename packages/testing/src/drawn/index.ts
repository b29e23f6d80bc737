export { type Accepted, accept, type Judge } from './accept.ts';
export { Random } from './random.ts';
export { randomScenario } from './scenario.ts';
export { seeded } from './seeded.ts';
