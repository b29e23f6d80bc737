export { type Applied, apply, applyAll } from './apply.ts';
export { diff } from './diff.ts';
export { COLLECTIONS, type Collection, type Operation, SERVICE_FIELDS, type ServiceField } from './operation.ts';
