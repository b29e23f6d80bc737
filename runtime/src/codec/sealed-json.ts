import { createHmac } from 'node:crypto';
import type { Json } from '@omniroute/primitives';
import type { IndexKeys, KeyStore } from '../storage/key-ports.ts';
import { open, seal } from './cipher.ts';
import { codecErrors } from './errors.ts';

/** Half of a SHA-256: no two of a tenant's keys meet. */
const FINGERPRINT_DIGITS = 32;

/** JSON at rest in our own tables, encrypted like payloads: key id, a zero byte, then what `seal` makes. */
export interface SealedJson {
  seal(tenant: string, value: Json): Promise<Buffer>;
  /** The same for a value whose JSON text is at hand. */
  sealText(tenant: string, json: string): Promise<Buffer>;
  open<T = Json>(tenant: string, sealed: Uint8Array): Promise<T>;
  /** A keyed hash by which what is sealed is found: the same for the same texts of a tenant, whatever key is current. */
  fingerprint(tenant: string, ...texts: readonly string[]): Promise<string>;
}

export function createSealedJson(keys: KeyStore & IndexKeys): SealedJson {
  async function sealText(tenant: string, json: string): Promise<Buffer> {
    const key = await keys.current(tenant);
    return Buffer.concat([Buffer.from(key.id), Buffer.from([0]), seal(Buffer.from(json), key, tenant)]);
  }
  return {
    seal: (tenant, value) => sealText(tenant, JSON.stringify(value)),
    sealText,
    async fingerprint(tenant, ...texts) {
      const { key } = await keys.index(tenant);
      return createHmac('sha256', key).update(JSON.stringify(texts)).digest('hex').slice(0, FINGERPRINT_DIGITS);
    },
    async open(tenant, sealed) {
      const split = sealed.indexOf(0);
      const id = Buffer.from(sealed.subarray(0, Math.max(0, split))).toString();
      const key = await keys.byId(tenant, id);
      if (key === null) throw codecErrors.fault('codec.unknown_key', { key: id, tenant });
      return JSON.parse(Buffer.from(open(sealed.subarray(split + 1), key, tenant)).toString());
    },
  };
}
