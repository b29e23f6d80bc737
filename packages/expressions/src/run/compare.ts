import { compareCodePoints } from '@omniroute/primitives';
import { fail } from './eval-error.ts';
import type { Meter } from './meter.ts';
import { withTimes } from './read-time.ts';
import { BytesValue, DecimalValue, Duration, describe, Timestamp, type Value } from './values.ts';

/** Order of two values of one kind: negative, zero or positive; NaN compares with nothing. */
export function compare(a: Value, b: Value, meter: Meter): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : a === b ? 0 : Number.NaN;
  if (typeof a === 'string' && typeof b === 'string') {
    meter.pay(Math.min(a.length, b.length) >> 4);
    return compareCodePoints(a, b);
  }
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof DecimalValue || b instanceof DecimalValue) {
    const right = b instanceof DecimalValue ? b.value : typeof b === 'number' && Number.isInteger(b) ? b : null;
    if (a instanceof DecimalValue && right !== null) return a.value.comparedTo(right);
    if (b instanceof DecimalValue && typeof a === 'number' && Number.isInteger(a)) return -b.value.comparedTo(a);
  }
  if ((a instanceof Timestamp && b instanceof Timestamp) || (a instanceof Duration && b instanceof Duration)) {
    return a.seconds === b.seconds ? a.nanos - b.nanos : a.seconds - b.seconds;
  }
  if (a instanceof BytesValue && b instanceof BytesValue) {
    const at = a.bytes.findIndex((byte, index) => byte !== b.bytes[index]);
    return at < 0 ? a.bytes.length - b.bytes.length : (a.bytes[at] as number) - (b.bytes[at] ?? -1);
  }
  const times = withTimes(a, b);
  if (times !== null) return compare(...times, meter);
  return fail(`${describe(a)} and ${describe(b)} cannot be compared.`);
}
