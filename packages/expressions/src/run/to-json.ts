import type { Json } from '@omniroute/primitives';
import { fail } from './eval-error.ts';
import type { Meter } from './meter.ts';
import { durationText, timestampText } from './time.ts';
import { BytesValue, DecimalValue, describe, Duration, isMap, OptionalValue, Timestamp, type Value } from './values.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * A value's JSON form: instants as RFC 3339, durations as `"1.5s"`, bytes in base64, decimals as text. What has none
 * (NaN, infinity, a type, an absent value) is an error.
 */
export function toJson(value: Value, meter: Meter): Json {
  meter.pay(1);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return fail(`The result is ${Number.isNaN(value) ? 'not a number' : 'infinite'}, which cannot be passed on.`);
    return Object.is(value, -0) ? 0 : value;
  }
  if (Array.isArray(value)) return value.map((item) => toJson(item, meter));
  if (value instanceof Timestamp) return timestampText(value);
  if (value instanceof Duration) return durationText(value);
  if (value instanceof DecimalValue) return value.value.toFixed();
  if (value instanceof BytesValue) return base64(value.bytes);
  if (value instanceof OptionalValue || !isMap(value)) return fail(`${describe(value)} cannot be passed on; use orValue(…).`);
  const out: Record<string, Json> = {};
  for (const key of Object.keys(value)) {
    // Assignment to __proto__ would not make a field.
    Object.defineProperty(out, key, { value: toJson(value[key] as Value, meter), enumerable: true, configurable: true, writable: true });
  }
  return out;
}

/** Base64 of RFC 4648. */
export function base64(bytes: readonly number[]): string {
  let out = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a, b, c] = [bytes[at] as number, bytes[at + 1], bytes[at + 2]];
    const word = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    out += (ALPHABET[word >> 18] as string) + (ALPHABET[(word >> 12) & 63] as string);
    out += b === undefined ? '==' : (ALPHABET[(word >> 6) & 63] as string) + (c === undefined ? '=' : (ALPHABET[word & 63] as string));
  }
  return out;
}

/** Bytes of base64 text, padded or not; anything else is an error. */
export function fromBase64(text: string): number[] {
  const digits = [...text].filter((c) => c !== '=').map((c) => ALPHABET.indexOf(c));
  if (digits.includes(-1)) return fail('The text is not base64.');
  const bytes: number[] = [];
  let word = 0;
  let bits = 0;
  for (const digit of digits) {
    word = ((word << 6) | digit) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((word >> bits) & 255);
    }
  }
  return bytes;
}
