import { fail } from '../run/eval-error.ts';
import { durationText, timestampText } from '../run/time.ts';
import { BytesValue, DecimalValue, Duration, describe, Timestamp, type Value } from '../run/values.ts';

/** What CEL's `string()` writes: whole numbers without a point, instants in RFC 3339. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Timestamp) return timestampText(value);
  if (value instanceof Duration) return durationText(value);
  if (value instanceof DecimalValue) return value.value.toFixed();
  if (value instanceof BytesValue) return decodeUtf8(value.bytes);
  return fail(`${describe(value)} cannot be written as text.`);
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return Object.is(value, -0) ? '0' : String(value);
}

/** Text of UTF-8 bytes; what is not UTF-8 is an error. */
export function decodeUtf8(bytes: readonly number[]): string {
  const encoded = bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  try {
    return decodeURIComponent(encoded);
  } catch {
    return fail('These bytes are not text in UTF-8.');
  }
}
