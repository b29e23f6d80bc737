import type { TenantCodec } from './tenant-codec.ts';
import { untilAvailable } from './until-available.ts';

/**
 * A codec that waits for its stores instead of failing. Workflow workers need it: when a codec fails there, the SDK reports
 * the failure through the same codec, and that second failure ends the worker. Waiting only delays the workflow task.
 */
export function patientCodec(codec: TenantCodec, isUnavailable: (error: unknown) => boolean): TenantCodec {
  const patiently = <T>(work: () => Promise<T>) => untilAvailable(work, { isUnavailable });
  return {
    encode: (payloads, context) => patiently(() => codec.encode(payloads, context)),
    decode: (payloads, context) => patiently(() => codec.decode(payloads, context)),
    encodeFor: (tenant, payload) => patiently(() => codec.encodeFor(tenant, payload)),
    decodeFor: (tenant, payload) => patiently(() => codec.decodeFor(tenant, payload)),
  };
}
