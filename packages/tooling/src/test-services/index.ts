// For tests only: reads what the global set-up of the project `system` provides.
export type { ProvidedServices } from './provided.ts';
export { type TestDatabase, type TestServices, testServices } from './test-services.ts';
