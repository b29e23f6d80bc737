export * from './common.ts';
export * from './connections.ts';
export * from './operations.ts';
export * from './runs.ts';
export * from './services.ts';
export * from './tasks.ts';
export * from './triggers.ts';
