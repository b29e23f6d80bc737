import type { Json } from '@omniroute/primitives';
import type { KeyStore } from '../storage/key-ports.ts';
import { open, seal } from './cipher.ts';
import { codecErrors } from './errors.ts';

/** JSON at rest in our own tables, encrypted like payloads: key id, a zero byte, then what `seal` makes. */
export interface SealedJson {
  seal(tenant: string, value: Json): Promise<Buffer>;
  /** The same for a value whose JSON text is at hand. */
  sealText(tenant: string, json: string): Promise<Buffer>;
  open<T = Json>(tenant: string, sealed: Uint8Array): Promise<T>;
}

export function createSealedJson(keys: KeyStore): SealedJson {
  async function sealText(tenant: string, json: string): Promise<Buffer> {
    const key = await keys.current(tenant);
    return Buffer.concat([Buffer.from(key.id), Buffer.from([0]), seal(Buffer.from(json), key, tenant)]);
  }
  return {
    seal: (tenant, value) => sealText(tenant, JSON.stringify(value)),
    sealText,
    async open(tenant, sealed) {
      const split = sealed.indexOf(0);
      const id = Buffer.from(sealed.subarray(0, Math.max(0, split))).toString();
      const key = await keys.byId(tenant, id);
      if (key === null) throw codecErrors.fault('codec.unknown_key', { key: id, tenant });
      return JSON.parse(Buffer.from(open(sealed.subarray(split + 1), key, tenant)).toString());
    },
  };
}
