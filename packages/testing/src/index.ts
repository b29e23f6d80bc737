export { planOf, retryOf } from './plan-builder.ts';
export type { NodeSketch, PlanSketch, WaitSketch } from './plan-sketch.ts';
