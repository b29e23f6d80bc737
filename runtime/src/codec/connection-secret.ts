import { isObject, type Json } from '@omniroute/primitives';
import { codecErrors } from './errors.ts';
import type { SealedJson } from './sealed-json.ts';

/** Seals a secret for one connection by name, so that a row's secret is of no use in another row. */
export function sealSecret(sealed: SealedJson, tenant: string, connection: string, secret: string): Promise<Buffer> {
  return sealed.seal(tenant, { connection, secret });
}

/** Opens what `sealSecret` made; throws `codec.tampered` if it was made for another connection. */
export async function openSecret(
  sealed: SealedJson,
  tenant: string,
  connection: string,
  secret: Uint8Array,
): Promise<string> {
  const opened = await sealed.open<Json>(tenant, secret);
  if (!isObject(opened) || opened.connection !== connection || typeof opened.secret !== 'string')
    throw codecErrors.fault('codec.tampered', { tenant });
  return opened.secret;
}
