import type { Payload, PayloadConverter } from '@temporalio/common';

/** A payload exactly as it stands in history: still encrypted. */
export class RawPayload {
  readonly payload: Payload;

  constructor(payload: Payload) {
    this.payload = payload;
  }
}

/**
 * The payload converter of activity workers: it hands payloads through untouched. The wrapper decodes and encodes them
 * itself with its own retry, because a codec failure outside the wrapper would cost a business attempt (H4).
 */
export const rawPayloadConverter: PayloadConverter = {
  toPayload(value: unknown): Payload {
    if (value instanceof RawPayload) return value.payload;
    if (value === undefined) return { metadata: { encoding: new TextEncoder().encode('binary/null') } };
    throw new TypeError('An activity may only return what its wrapper encoded.');
  },
  fromPayload<T>(payload: Payload): T {
    return new RawPayload(payload) as T;
  },
};
