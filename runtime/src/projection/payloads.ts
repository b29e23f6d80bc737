import type { Json } from '@omniroute/primitives';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { TenantCodec } from '../codec/index.ts';

/** Reads payloads of one tenant's histories. */
export type ReadPayload = (payload: Payload | null | undefined) => Promise<Json>;

/** A reader bound to a tenant; an absent payload is null. */
export function payloadReader(codec: TenantCodec, tenant: string): ReadPayload {
  return async (payload) => {
    if (payload == null) return null;
    const value = defaultPayloadConverter.fromPayload<Json | undefined>(await codec.decodeFor(tenant, payload));
    return value === undefined ? null : value;
  };
}
