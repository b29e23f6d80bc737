import type { Payload, PayloadConverter } from '@temporalio/common';

/** Recognises our wrapper across copies of this module: the SDK loads the converter by its path, apart from our own import. */
const MARK = Symbol.for('omniroute.raw-payload');

/** A payload exactly as it stands in history: still encrypted. */
export interface RawPayload {
  readonly payload: Payload;
}

/** Wraps a payload so that the converter lets it through. */
export function rawPayload(payload: Payload): RawPayload {
  return Object.assign({ payload }, { [MARK]: true });
}

/** Whether a value is a wrapped payload. */
export function isRawPayload(value: unknown): value is RawPayload {
  return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[MARK] === true;
}

/**
 * The payload converter of activity workers: it hands payloads through untouched. The wrapper decodes and encodes them
 * itself with its own retry, because a codec failure outside the wrapper would cost a business attempt (H4).
 */
export const rawPayloadConverter: PayloadConverter = {
  toPayload(value: unknown): Payload {
    if (isRawPayload(value)) return value.payload;
    if (value === undefined) return { metadata: { encoding: new TextEncoder().encode('binary/null') } };
    throw new TypeError('An activity may only return what its wrapper encoded.');
  },
  fromPayload<T>(payload: Payload): T {
    return rawPayload(payload) as T;
  },
};
