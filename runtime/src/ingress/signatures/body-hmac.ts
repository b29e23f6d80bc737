import { type Algorithm, compareHmac } from './compare.ts';
import type { SignatureScheme } from './scheme.ts';

/** The usual way: one header with the HMAC of the raw body. It has no time, so the event's key is the only guard against replay. */
export function bodyHmac(
  header: string,
  algorithm: Algorithm,
  encoding: 'hex' | 'base64',
  eventKey: SignatureScheme['eventKey'],
  prefix = '',
): SignatureScheme {
  return {
    headers: [header],
    verify({ headers, raw }, secret) {
      const given = headers[header];
      if (given === undefined) return 'missing';
      if (!given.startsWith(prefix)) return 'mismatch';
      return compareHmac(given.slice(prefix.length), { algorithm, encoding, secret, signed: raw });
    },
    eventKey,
  };
}
