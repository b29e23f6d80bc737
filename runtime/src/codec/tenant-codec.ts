import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import proto from '@temporalio/proto';
import type { KeyStore, PlanStore } from '../storage/key-ports.ts';
import { parseWorkflowId } from '../workflows/protocol.ts';
import { open, seal } from './cipher.ts';
import { ENCRYPTED, KEY_ID, PLAN_REF, SERVICE_REF } from './encodings.ts';
import { codecErrors } from './errors.ts';
import { Lru } from './lru.ts';

const PLANS_CACHED = 200;
const text = new TextDecoder();
const bytes = new TextEncoder();
const PayloadProto = proto.temporal.api.common.v1.Payload;

/** The codec of one process. `forTenant` serves callers that know the tenant themselves. */
export interface TenantCodec extends PayloadCodec {
  encodeFor(tenant: string, payload: Payload): Promise<Payload>;
  decodeFor(tenant: string, payload: Payload): Promise<Payload>;
}

/**
 * Encrypts every payload with the data key of the tenant that the workflow id names (H11), and resolves plan references
 * to the plan itself and its hash (H3): a store that is down delays a workflow task and fails nothing.
 */
export function createTenantCodec(stores: { keys: KeyStore; plans: PlanStore }): TenantCodec {
  const plans = new Lru<Uint8Array>(PLANS_CACHED);

  async function encodeFor(tenant: string, payload: Payload): Promise<Payload> {
    if (encodingOf(payload) === PLAN_REF || encodingOf(payload) === SERVICE_REF) return payload;
    const key = await stores.keys.current(tenant);
    return {
      metadata: { encoding: bytes.encode(ENCRYPTED), [KEY_ID]: bytes.encode(key.id) },
      data: seal(PayloadProto.encode(payload).finish(), key, tenant),
    };
  }

  async function decodeFor(tenant: string, payload: Payload): Promise<Payload> {
    const encoding = encodingOf(payload);
    if (encoding === PLAN_REF) {
      const hash = text.decode(payload.data ?? new Uint8Array());
      const plan = await plans.get(`${tenant} ${hash}`, () => loadPlan(stores.plans, tenant, hash));
      const data = Buffer.concat([bytes.encode(`{"hash":${JSON.stringify(hash)},"plan":`), plan, bytes.encode('}')]);
      return { metadata: { encoding: bytes.encode('json/plain') }, data };
    }
    if (encoding === SERVICE_REF) {
      const found = JSON.parse(text.decode(payload.data ?? new Uint8Array())) as { readonly hash: string };
      const plan = await plans.get(`${tenant} ${found.hash}`, () => loadPlan(stores.plans, tenant, found.hash));
      const data = JSON.stringify({ ...found, plan: JSON.parse(text.decode(plan)) });
      return { metadata: { encoding: bytes.encode('json/plain') }, data: bytes.encode(data) };
    }
    if (encoding !== ENCRYPTED) return payload;
    const id = text.decode(payload.metadata?.[KEY_ID] ?? new Uint8Array());
    const key = await stores.keys.byId(tenant, id);
    if (key === null) throw codecErrors.fault('codec.unknown_key', { key: id, tenant });
    return PayloadProto.decode(open(payload.data ?? new Uint8Array(), key, tenant));
  }

  return {
    encodeFor,
    decodeFor,
    encode: async (payloads, context) => Promise.all(payloads.map((payload) => encodeFor(tenantOf(context), payload))),
    decode: async (payloads, context) => Promise.all(payloads.map((payload) => decodeFor(tenantOf(context), payload))),
  };
}

function encodingOf(payload: Payload): string {
  const encoding = payload.metadata?.encoding;
  return encoding === undefined || encoding === null ? '' : text.decode(encoding);
}

/** The tenant of the workflow a payload belongs to. No context: refused, never guessed. */
function tenantOf(context: SerializationContext | undefined): string {
  const id = context !== undefined && 'workflowId' in context ? context.workflowId : undefined;
  const parsed = typeof id === 'string' ? parseWorkflowId(id) : null;
  if (parsed === null) throw codecErrors.fault('codec.no_context');
  return parsed.tenant;
}

async function loadPlan(plans: PlanStore, tenant: string, hash: string): Promise<Uint8Array> {
  const json = await plans.get(tenant, hash);
  if (json === null) throw codecErrors.fault('codec.plan_missing', { hash, tenant });
  return bytes.encode(json);
}
