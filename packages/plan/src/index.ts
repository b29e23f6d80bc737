export * from './keys.ts';
export * from './ops.ts';
export * from './plan.ts';
export * from './price-list.ts';
export * from './run-event.ts';
export * from './run-view.ts';
export * from './scenario.ts';
export * from './status.ts';
