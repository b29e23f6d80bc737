import type { Signature } from '@omniroute/dsl';
import { parseDuration } from '@omniroute/primitives';
import { compareHmac, isFresh, TOLERANCE_MS } from './compare.ts';
import type { SignatureScheme } from './scheme.ts';

type Settings = Extract<Signature, { scheme: 'hmac' }>;

/** Numbers from here on are milliseconds: as seconds they would lie in the year 5138. */
const FIRST_MILLISECONDS = 100_000_000_000;

/**
 * Any other sender: HMAC of the body in a header, after a fixed prefix if there is one. Where a header carries the time, in
 * seconds or milliseconds since 1970, `timestamp.body` is signed and the time must be near.
 */
export function hmac(settings: Settings): SignatureScheme {
  const { algorithm = 'sha256', encoding = 'hex', prefix = '', timestamp_header: timestampHeader } = settings;
  const header = settings.header.toLowerCase();
  const tolerance = settings.tolerance === undefined ? null : parseDuration(settings.tolerance);
  const toleranceMs = tolerance?.ok === true ? tolerance.value : TOLERANCE_MS;
  return {
    headers: [header],
    verify({ headers, raw, now }, secret) {
      const given = headers[header];
      if (given === undefined) return 'missing';
      if (!given.startsWith(prefix)) return 'mismatch';
      const compare = (signed: Uint8Array) =>
        compareHmac(given.slice(prefix.length), { algorithm, encoding, secret, signed });
      if (timestampHeader === undefined) return compare(raw);
      const timestamp = headers[timestampHeader.toLowerCase()];
      if (timestamp === undefined) return 'missing';
      const refusal = compare(Buffer.concat([Buffer.from(`${timestamp}.`), raw]));
      if (refusal !== null) return refusal;
      const at = Number(timestamp);
      return isFresh(at < FIRST_MILLISECONDS ? at * 1000 : at, now, toleranceMs) ? null : 'stale';
    },
    eventKey: () => null,
  };
}
