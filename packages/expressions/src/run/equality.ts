import { BytesValue, DecimalValue, Duration, isMap, OptionalValue, Timestamp, TypeValue, type Value } from './values.ts';
import type { Meter } from './meter.ts';

/** CEL equality: numbers by value, lists in order, maps by key; values of different kinds are not equal. */
export function equal(a: Value, b: Value, meter: Meter): boolean {
  meter.pay(1);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    if (a instanceof DecimalValue && typeof b === 'number') return a.value.equals(b);
    if (b instanceof DecimalValue && typeof a === 'number') return b.value.equals(a);
    return a === b;
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, index) => equal(item, b[index] as Value, meter));
  }
  if (a instanceof Timestamp && b instanceof Timestamp) return a.seconds === b.seconds && a.nanos === b.nanos;
  if (a instanceof Duration && b instanceof Duration) return a.seconds === b.seconds && a.nanos === b.nanos;
  if (a instanceof DecimalValue && b instanceof DecimalValue) return a.value.equals(b.value);
  if (a instanceof BytesValue && b instanceof BytesValue) return a.bytes.length === b.bytes.length && a.bytes.every((byte, index) => byte === b.bytes[index]);
  if (a instanceof TypeValue && b instanceof TypeValue) return a.name === b.name;
  if (a instanceof OptionalValue && b instanceof OptionalValue) {
    if (a.value === undefined || b.value === undefined) return a.value === b.value;
    return equal(a.value, b.value, meter);
  }
  if (!isMap(a as Value) || !isMap(b as Value)) return false;
  const left = a as Readonly<Record<string, Value>>;
  const right = b as Readonly<Record<string, Value>>;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && equal(left[key] as Value, right[key] as Value, meter));
}
