export { type FakeOutside, type FakeReplies, fakeActivityContext, jsonReply } from './fake-activity-context.ts';
export { planOf } from './plan-builder.ts';
export type { NodeSketch, PlanSketch, WaitSketch } from './plan-sketch.ts';
export { playActivity } from './play-activity.ts';
export { randomPlans } from './random-plan.ts';
export { retryOf } from './retry-of.ts';
export { ServiceBuilder, service } from './service-builder.ts';
export { scheduled, TestRun, type Timeless } from './test-run.ts';
export { type Choose, playTokens } from './token-game.ts';
