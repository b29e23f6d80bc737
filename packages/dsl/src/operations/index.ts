export { apply, applyAll, revert } from './apply.ts';
export { diff } from './diff.ts';
export {
  COLLECTIONS,
  type Collection,
  OPERATIONS,
  type Operation,
  SERVICE_FIELDS,
  type ServiceField,
} from './operation.ts';
export type { Applied } from './outcome.ts';
export { readOperations } from './read-operations.ts';
