import { isObject, type Json, parseInstant } from '@omniroute/primitives';
import { compareHmac, isFresh, TOLERANCE_MS } from './compare.ts';
import { keyOf, textAt, valueAt } from './fields.ts';
import type { SignatureScheme } from './scheme.ts';

/** What names the job. Nothing of its result is signed, so nothing of it gets through. */
const NAMES = ['SmileJobID', 'PartnerParams', 'timestamp'] as const;

/**
 * Smile ID: signature and time stand in the body, and cover the time and the partner only. The result of the job is not
 * covered: a service gets the job's name and asks for its status.
 */
export function smileId(partnerId: string): SignatureScheme {
  return {
    headers: [],
    verify({ raw, now }, secret) {
      const data = readObject(raw);
      const [timestamp, signature] = [textAt(data, 'timestamp'), textAt(data, 'signature')];
      if (timestamp === null || signature === null) return 'missing';
      const signed = Buffer.from(`${timestamp}${partnerId}sid_request`);
      const refusal = compareHmac(signature, { algorithm: 'sha256', encoding: 'base64', secret, signed });
      if (refusal !== null) return refusal;
      const at = parseInstant(timestamp);
      return at.ok && isFresh(at.value, now, TOLERANCE_MS) ? null : 'stale';
    },
    eventKey: (_, data) => keyOf(textAt(data, 'SmileJobID'), textAt(data, 'timestamp')),
    believed: (data) =>
      Object.fromEntries(
        NAMES.flatMap((name) => {
          const value = valueAt(data, name);
          return value === undefined ? [] : [[name, value]];
        }),
      ),
  };
}

/** The signature is inside, so the body is read first; what is no JSON object has none. */
function readObject(raw: Uint8Array): Json {
  try {
    const data = JSON.parse(Buffer.from(raw).toString()) as Json;
    return isObject(data) ? data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
