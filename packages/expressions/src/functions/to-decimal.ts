import { Decimal } from 'decimal.js';
import { fail } from '../run/eval-error.ts';
import { DecimalValue, describe, type Value } from '../run/values.ts';

/** decimal128: 34 significant digits, half to even. */
export const Decimal128 = Decimal.clone({ precision: 34, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -9e15, toExpPos: 9e15 });

/** A decimal from text, a number (by its shortest form) or a decimal. */
export function toDecimal(value: Value): DecimalValue {
  if (value instanceof DecimalValue) return value;
  if (typeof value !== 'string' && typeof value !== 'number') return fail(`${describe(value)} is not a decimal.`);
  try {
    const made = new Decimal128(value).toSignificantDigits(34);
    if (made.isFinite() && (typeof value === 'number' || isPlain(value))) return new DecimalValue(made);
  } catch {
    return fail(`"${value}" is not a decimal.`);
  }
  return fail(`"${value}" is not a decimal.`);
}

/** Digits, one point, a sign, an exponent: no hexadecimal or binary forms that the library would take. */
function isPlain(text: string): boolean {
  return text !== '' && [...text].every((c) => (c >= '0' && c <= '9') || '+-.eE'.includes(c));
}
