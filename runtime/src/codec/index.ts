export type { DataKey, KeyStore, PlanStore } from '../storage/key-ports.ts';
export { open, seal } from './cipher.ts';
export { dataConverter, failureConverterPath, payloadConverterPath } from './data-converter.ts';
export { ENCRYPTED, KEY_ID, PLAN_REF } from './encodings.ts';
export { codecErrors } from './errors.ts';
export { Lru } from './lru.ts';
export { createSealedJson, type SealedJson } from './sealed-json.ts';
export { createTenantCodec, type TenantCodec } from './tenant-codec.ts';
