import { everyKey, mapGet, mapSize } from './maps.ts';
import type { Meter } from './meter.ts';
import {
  BytesValue,
  DecimalValue,
  Duration,
  isMap,
  OptionalValue,
  Timestamp,
  TypeValue,
  type Value,
} from './values.ts';

/** CEL equality: numbers by value, lists in order, maps by key; values of different kinds are not equal. Each part compared is paid for. */
export function equal(a: Value, b: Value, meter: Meter): boolean {
  meter.pay(1);
  if (typeof a === 'string' && typeof b === 'string') {
    if (a.length === b.length) meter.pay(a.length >> 4);
    return a === b;
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    if (a instanceof DecimalValue && typeof b === 'number') return a.value.equals(b);
    if (b instanceof DecimalValue && typeof a === 'number') return b.value.equals(a);
    return a === b;
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      meter.deeper(() => a.every((item, index) => equal(item, b[index] as Value, meter)))
    );
  }
  if (isMap(a) || isMap(b)) {
    return (
      isMap(a) &&
      isMap(b) &&
      mapSize(a) === mapSize(b) &&
      meter.deeper(() => everyKey(a, (key) => sameAt(mapGet(a, key), mapGet(b, key), meter)))
    );
  }
  if (a instanceof Timestamp && b instanceof Timestamp) return a.seconds === b.seconds && a.nanos === b.nanos;
  if (a instanceof Duration && b instanceof Duration) return a.seconds === b.seconds && a.nanos === b.nanos;
  if (a instanceof DecimalValue && b instanceof DecimalValue) return a.value.equals(b.value);
  if (a instanceof BytesValue && b instanceof BytesValue) return sameBytes(a, b, meter);
  if (a instanceof TypeValue && b instanceof TypeValue) return a.name === b.name;
  return a instanceof OptionalValue && b instanceof OptionalValue && sameAt(a.value, b.value, meter);
}

/** Absent equals absent only. */
function sameAt(a: Value | undefined, b: Value | undefined, meter: Meter): boolean {
  return a === undefined || b === undefined ? a === b : equal(a, b, meter);
}

function sameBytes(a: BytesValue, b: BytesValue, meter: Meter): boolean {
  if (a.bytes.length !== b.bytes.length) return false;
  meter.pay(a.bytes.length >> 4);
  return a.bytes.every((byte, index) => byte === b.bytes[index]);
}
