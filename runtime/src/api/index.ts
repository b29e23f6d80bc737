export { apiDocument } from './openapi.ts';
