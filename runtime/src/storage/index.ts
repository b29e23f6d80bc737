export {
  type BlobSettings,
  type BlobStore,
  collectBlobs,
  openBlobs,
  readBlobSettings,
} from './blobs/index.ts';
export { APP_ROLE, migrateStorage, openStorage, SCHEMA, type Storage, type Trx } from './database.ts';
export { storageErrors } from './errors.ts';
export type { DataKey, IndexKeys, KeyFacts, KeyRing, KeyStore, PlanStore } from './key-ports.ts';
export { loadMasterKey } from './master-key.ts';
export { createTenantKeys } from './tenant-keys.ts';
