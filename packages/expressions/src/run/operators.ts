import { finite, toDecimal } from '../functions/to-decimal.ts';
import type { Operation } from './code.ts';
import { compare } from './compare.ts';
import { equal } from './equality.ts';
import { fail } from './eval-error.ts';
import { mapGet } from './maps.ts';
import type { Meter } from './meter.ts';
import { withTimes } from './read-time.ts';
import { durationOf, timestampOf } from './time.ts';
import { BytesValue, DecimalValue, Duration, describe, isMap, Timestamp, type Value } from './values.ts';

/** A binary operator over values that are there. */
export type Operator = (a: Value, b: Value, meter: Meter) => Value;

export const OPERATORS: Readonly<Record<Operation, Operator>> = {
  '==': (a, b, meter) => equal(a, b, meter),
  '!=': (a, b, meter) => !equal(a, b, meter),
  '<': (a, b, meter) => compare(a, b, meter) < 0,
  '<=': (a, b, meter) => compare(a, b, meter) <= 0,
  '>': (a, b, meter) => compare(a, b, meter) > 0,
  '>=': (a, b, meter) => compare(a, b, meter) >= 0,
  in: contains,
  '+': plus,
  '-': minus,
  '*': (a, b) => (typeof a === 'number' && typeof b === 'number' ? a * b : decimal('*', a, b)),
  '/': (a, b) => (typeof a === 'number' && typeof b === 'number' ? a / b : decimal('/', a, b)),
  '%': modulo,
  '+i': (a, b, meter) => exact(plus(a, b, meter)),
  '-i': (a, b) => exact(minus(a, b)),
  '*i': (a, b) => exact((a as number) * (b as number)),
  '/i': (a, b) => (b === 0 ? fail('Division by zero.') : (a as number) / (b as number)),
};

/** What the checker knows to be a whole number stays one, or is an error. */
function exact(value: Value): Value {
  return Number.isSafeInteger(value)
    ? value
    : fail('The result is beyond 9007199254740991, where whole numbers are no longer exact.');
}

function contains(a: Value, b: Value, meter: Meter): Value {
  if (Array.isArray(b)) return b.some((item) => equal(a, item, meter));
  if (!isMap(b)) return fail(`"in" needs a list or an object, not ${describe(b)}.`);
  return mapGet(b, a) !== undefined;
}

function plus(a: Value, b: Value, meter: Meter): Value {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (typeof a === 'string' && typeof b === 'string') {
    meter.pay(a.length + b.length);
    return a + b;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    meter.pay(a.length + b.length);
    return [...(a as Value[]), ...(b as Value[])];
  }
  if (a instanceof BytesValue && b instanceof BytesValue) {
    meter.pay(a.bytes.length + b.bytes.length);
    return new BytesValue([...a.bytes, ...b.bytes]);
  }
  if (a instanceof Timestamp && b instanceof Duration) return timestampOf(a.seconds + b.seconds, a.nanos + b.nanos);
  if (a instanceof Duration && b instanceof Timestamp) return plus(b, a, meter);
  if (a instanceof Duration && b instanceof Duration) return durationOf(a.seconds + b.seconds, a.nanos + b.nanos);
  const times = withTimes(a, b);
  return times === null ? decimal('+', a, b) : plus(...times, meter);
}

function minus(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (a instanceof Timestamp && b instanceof Duration) return timestampOf(a.seconds - b.seconds, a.nanos - b.nanos);
  if ((a instanceof Timestamp && b instanceof Timestamp) || (a instanceof Duration && b instanceof Duration)) {
    return durationOf(a.seconds - b.seconds, a.nanos - b.nanos);
  }
  const times = withTimes(a, b);
  return times === null ? decimal('-', a, b) : minus(...times);
}

function modulo(a: Value, b: Value): Value {
  if (typeof a !== 'number' || typeof b !== 'number' || !Number.isInteger(a) || !Number.isInteger(b))
    return fail('"%" needs two whole numbers.');
  const rest = b === 0 ? fail('Division by zero.') : a % b;
  return rest === 0 ? 0 : rest;
}

function decimal(op: '+' | '-' | '*' | '/', a: Value, b: Value): Value {
  if (!(a instanceof DecimalValue) && !(b instanceof DecimalValue)) {
    return fail(`"${op}" cannot be used with ${describe(a)} and ${describe(b)}.`);
  }
  for (const side of [a, b]) {
    if (side instanceof DecimalValue || (typeof side === 'number' && Number.isInteger(side))) continue;
    return fail(`A decimal and ${describe(side)} cannot be mixed; wrap the number in decimal(…).`);
  }
  const [left, right] = [toDecimal(a).value, toDecimal(b).value];
  if (op === '/' && right.isZero()) return fail('Division by zero.');
  return finite(
    op === '+'
      ? left.plus(right)
      : op === '-'
        ? left.minus(right)
        : op === '*'
          ? left.times(right)
          : left.dividedBy(right),
  );
}
