export { seal, open } from './cipher.ts';
export { ENCRYPTED, KEY_ID, PLAN_REF } from './encodings.ts';
export { codecErrors } from './errors.ts';
export { Lru } from './lru.ts';
export type { DataKey, KeyStore, PlanStore } from './ports.ts';
export { createTenantCodec, type TenantCodec } from './tenant-codec.ts';
