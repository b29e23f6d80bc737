export type { ActivityCall, LoweredOp, Mapping, Next, WaitFor } from '@omniroute/plan';
export { constant } from '@omniroute/plan';
export * from './act-lowering.ts';
export * from './commerce.ts';
export * from './define-kind.ts';
export * from './effect-step.ts';
export * from './lowering.ts';
export { schemaAt } from './schema-at.ts';
