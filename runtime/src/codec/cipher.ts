import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { DataKey } from '../storage/key-ports.ts';
import { codecErrors } from './errors.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM with the tenant as additional data: iv (12 bytes), tag (16 bytes), ciphertext. */
export function seal(plain: Uint8Array, key: DataKey, tenant: string): Uint8Array {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key.key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(tenant));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** Opens what `seal` made; a changed byte, another key or another tenant is `codec.tampered`. */
export function open(sealed: Uint8Array, key: DataKey, tenant: string): Uint8Array {
  if (sealed.length < IV_BYTES + TAG_BYTES) throw codecErrors.fault('codec.tampered', { tenant });
  const decipher = createDecipheriv('aes-256-gcm', key.key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(tenant));
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw codecErrors.fault('codec.tampered', { tenant }, cause);
  }
}
