import type { Json } from '@omniroute/primitives';
import { base64 } from './base64.ts';
import { fail } from './eval-error.ts';
import type { Meter } from './meter.ts';
import { durationText, timestampText } from './time.ts';
import {
  BytesValue,
  DecimalValue,
  Duration,
  describe,
  isRecord,
  KeyedMap,
  OptionalValue,
  Timestamp,
  type Value,
  type ValueMap,
} from './values.ts';

/**
 * A value's JSON form: instants as RFC 3339, durations as `"1.5s"`, bytes in base64, decimals as text. What has none
 * (NaN, infinity, a type, an absent value) is an error.
 */
export function toJson(value: Value, meter: Meter): Json {
  meter.pay(1);
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return jsonNumber(value);
  if (typeof value === 'string') return jsonText(value, meter);
  if (Array.isArray(value)) return meter.deeper(() => (value as readonly Value[]).map((item) => toJson(item, meter)));
  if (value instanceof Timestamp) return timestampText(value);
  if (value instanceof Duration) return durationText(value);
  if (value instanceof DecimalValue) return jsonText(value.value.toFixed(), meter);
  if (value instanceof BytesValue) {
    meter.pay(value.bytes.length);
    return base64(value.bytes);
  }
  if (value instanceof OptionalValue) return fail('A value that may be absent cannot be passed on; use orValue(…).');
  if (isRecord(value)) return meter.deeper(() => jsonObject(value, meter));
  if (value instanceof KeyedMap && value.entries.size > 0)
    return fail('An object whose keys are not texts cannot be passed on.');
  return fail(`${describe(value)} cannot be passed on.`);
}

function jsonNumber(value: number): number {
  if (!Number.isFinite(value))
    return fail(`The result is ${Number.isNaN(value) ? 'not a number' : 'infinite'}, which cannot be passed on.`);
  return value === 0 ? 0 : value;
}

function jsonText(value: string, meter: Meter): string {
  meter.pay(value.length);
  return value.isWellFormed()
    ? value
    : fail('The text holds half a character (a lone surrogate), which cannot be passed on.');
}

function jsonObject(value: ValueMap, meter: Meter): Json {
  const out: Record<string, Json> = {};
  for (const key of Object.keys(value)) {
    const field = toJson(value[key] as Value, meter);
    // Assignment to __proto__ would not make a field.
    if (key === '__proto__')
      Object.defineProperty(out, key, { value: field, enumerable: true, configurable: true, writable: true });
    else out[jsonText(key, meter)] = field;
  }
  return out;
}
