import type { Payload } from '@temporalio/common';
import type { KeyRing } from '../storage/key-ports.ts';
import { ENCRYPTED, KEY_ID, PLAN_REF, SERVICE_REF } from './encodings.ts';
import { codecErrors } from './errors.ts';
import type { TenantCodec } from './tenant-codec.ts';

/** A payload as the remote codec protocol writes it: bytes in base64. */
export interface RemotePayload {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly data?: string;
}

/** The two calls of Temporal's remote codec protocol, for payloads of any tenant. */
export interface RemoteCodec {
  decode(payloads: readonly RemotePayload[]): Promise<RemotePayload[]>;
  /** Payloads that a person sends by the server's own tools; nothing but the caller says for which tenant. */
  encode(tenant: string, payloads: readonly RemotePayload[]): Promise<RemotePayload[]>;
}

const text = new TextDecoder();

/**
 * Opens payloads for people who look at histories with the server's own tools. There a payload comes without its workflow, so
 * the tenant is found by the key it names. A plan stays what it is in the history: its hash.
 */
export function createRemoteCodec(codec: TenantCodec, keys: Pick<KeyRing, 'tenantOf'>): RemoteCodec {
  async function decodeOne(payload: Payload): Promise<Payload> {
    const encoding = metadata(payload, 'encoding');
    if (encoding === PLAN_REF) return json(JSON.stringify({ plan: text.decode(payload.data ?? new Uint8Array()) }));
    if (encoding === SERVICE_REF) return { ...payload, metadata: { encoding: Buffer.from('json/plain') } };
    if (encoding !== ENCRYPTED) return payload;
    const id = metadata(payload, KEY_ID);
    const tenant = await keys.tenantOf(id);
    if (tenant === null) throw codecErrors.fault('codec.unknown_key', { key: id, tenant: 'unknown' });
    return codec.decodeFor(tenant, payload);
  }
  return {
    decode: (payloads) => Promise.all(payloads.map(async (each) => toRemote(await decodeOne(fromRemote(each))))),
    encode: (tenant, payloads) =>
      Promise.all(payloads.map(async (each) => toRemote(await codec.encodeFor(tenant, fromRemote(each))))),
  };
}

function json(body: string): Payload {
  return { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from(body) };
}

function metadata(payload: Payload, name: string): string {
  return text.decode(payload.metadata?.[name] ?? new Uint8Array());
}

function fromRemote({ metadata: given = {}, data }: RemotePayload): Payload {
  return {
    metadata: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, Buffer.from(value, 'base64')])),
    ...(data === undefined ? {} : { data: Buffer.from(data, 'base64') }),
  };
}

function toRemote(payload: Payload): RemotePayload {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return {
    metadata: Object.fromEntries(
      Object.entries(payload.metadata ?? {}).map(([name, value]) => [name, base64(value as Uint8Array)]),
    ),
    ...(payload.data == null ? {} : { data: base64(payload.data) }),
  };
}
