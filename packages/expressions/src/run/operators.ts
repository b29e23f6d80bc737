import { DecimalValue, describe, Duration, isMap, BytesValue, Timestamp, type Value } from './values.ts';
import { Decimal128, toDecimal } from '../functions/to-decimal.ts';
import { compare } from './compare.ts';
import { equal } from './equality.ts';
import { fail } from './eval-error.ts';
import type { Meter } from './meter.ts';
import { durationOf, timestampOf } from './time.ts';

/** A binary operator over values that are there. */
export type Operator = (a: Value, b: Value, meter: Meter) => Value;

export const OPERATORS: Readonly<Record<string, Operator>> = {
  '==': (a, b, meter) => equal(a, b, meter),
  '!=': (a, b, meter) => !equal(a, b, meter),
  '<': (a, b) => compare(a, b) < 0,
  '<=': (a, b) => compare(a, b) <= 0,
  '>': (a, b) => compare(a, b) > 0,
  '>=': (a, b) => compare(a, b) >= 0,
  in: contains,
  '+': plus,
  '-': minus,
  '*': (a, b) => (typeof a === 'number' && typeof b === 'number' ? a * b : decimal('*', a, b)),
  '/': divide,
  '%': modulo,
};

function contains(a: Value, b: Value, meter: Meter): Value {
  if (Array.isArray(b)) return b.some((item) => equal(a, item, meter));
  if (!isMap(b)) return fail(`"in" needs a list or an object, not ${describe(b)}.`);
  return typeof a === 'string' && Object.hasOwn(b, a);
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
  return decimal('+', a, b);
}

function minus(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (a instanceof Timestamp && b instanceof Duration) return timestampOf(a.seconds - b.seconds, a.nanos - b.nanos);
  if ((a instanceof Timestamp && b instanceof Timestamp) || (a instanceof Duration && b instanceof Duration)) {
    return durationOf(a.seconds - b.seconds, a.nanos - b.nanos);
  }
  return decimal('-', a, b);
}

/** The exact quotient: JSON cannot tell 7 from 7.0, and a silent truncation would lose somebody's money. */
function divide(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return b === 0 && Number.isInteger(a) ? fail('Division by zero.') : a / b;
  return decimal('/', a, b);
}

function modulo(a: Value, b: Value): Value {
  if (typeof a !== 'number' || typeof b !== 'number' || !Number.isInteger(a) || !Number.isInteger(b)) return fail('"%" needs two whole numbers.');
  const rest = b === 0 ? fail('Division by zero.') : a % b;
  return rest === 0 ? 0 : rest;
}

function decimal(op: '+' | '-' | '*' | '/', a: Value, b: Value): Value {
  if (!(a instanceof DecimalValue) && !(b instanceof DecimalValue)) return fail(`"${op}" cannot be used with ${describe(a)} and ${describe(b)}.`);
  for (const side of [a, b]) {
    if (side instanceof DecimalValue || (typeof side === 'number' && Number.isInteger(side))) continue;
    return fail(`A decimal and ${describe(side)} cannot be mixed; wrap the number in decimal(…).`);
  }
  const [left, right] = [toDecimal(a).value, toDecimal(b).value];
  if (op === '/' && right.isZero()) return fail('Division by zero.');
  const result = op === '+' ? left.plus(right) : op === '-' ? left.minus(right) : op === '*' ? left.times(right) : left.dividedBy(right);
  return new DecimalValue(new Decimal128(result));
}
