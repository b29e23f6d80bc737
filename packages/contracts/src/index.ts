export * from './common.ts';
export * from './runs.ts';
export * from './services.ts';
export * from './tasks.ts';
