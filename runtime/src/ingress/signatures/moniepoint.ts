import { compareHmac, isFresh, TOLERANCE_MS } from './compare.ts';
import type { SignatureScheme } from './scheme.ts';

const SIGNATURE = 'moniepoint-webhook-signature';
const ID = 'moniepoint-webhook-id';
const TIMESTAMP = 'moniepoint-webhook-timestamp';

/** Moniepoint: HMAC-SHA256 in base64 over `id__timestamp__body`, the time in milliseconds. */
export const moniepoint: SignatureScheme = {
  headers: [SIGNATURE],
  verify({ headers, raw, now }, secret) {
    const { [ID]: id, [TIMESTAMP]: timestamp } = headers;
    if (id === undefined || timestamp === undefined) return 'missing';
    const signed = Buffer.concat([Buffer.from(`${id}__${timestamp}__`), raw]);
    const refusal = compareHmac(headers[SIGNATURE], { algorithm: 'sha256', encoding: 'base64', secret, signed });
    if (refusal !== null) return refusal;
    return isFresh(Number(timestamp), now, TOLERANCE_MS) ? null : 'stale';
  },
  eventKey: ({ headers }) => headers[ID] ?? null,
};
