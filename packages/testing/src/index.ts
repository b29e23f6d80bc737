export { planOf, retryOf } from './plan-builder.ts';
export type { NodeSketch, PlanSketch, WaitSketch } from './plan-sketch.ts';
export { randomPlans } from './random-plan.ts';
export { scheduled, TestRun, type Timeless } from './test-run.ts';
