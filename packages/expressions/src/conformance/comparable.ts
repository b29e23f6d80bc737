import { mapEntries } from '../run/maps.ts';
import { durationText, timestampText } from '../run/time.ts';
import { BytesValue, DecimalValue, Duration, OptionalValue, Timestamp, TypeValue, type Value } from '../run/values.ts';

/** A value in a form that tells every two different values apart, those that are not JSON too; -0 counts as 0. */
export function toComparable(value: Value): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? (value === 0 ? 0 : value) : { number: String(value) };
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(toComparable);
  if (value instanceof Timestamp) return { timestamp: timestampText(value) };
  if (value instanceof Duration) return { duration: durationText(value) };
  if (value instanceof DecimalValue) return { decimal: value.value.toFixed() };
  if (value instanceof OptionalValue) return { optional: value.value === undefined ? [] : [toComparable(value.value)] };
  if (value instanceof BytesValue) return { bytes: value.bytes };
  if (value instanceof TypeValue) return { type: value.name };
  return { map: mapEntries(value as never).map(([key, item]) => [key, toComparable(item)]) };
}
