export { serviceRun } from './service-run.ts';
