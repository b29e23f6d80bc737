import { Decimal } from 'decimal.js';
import { fail } from '../run/eval-error.ts';
import { DecimalValue, describe, type Value } from '../run/values.ts';

/** decimal128 of IEEE 754: 34 significant digits, half to even, exponents to 6144. Beyond them is infinite or zero. */
export const Decimal128 = Decimal.clone({
  precision: 34,
  rounding: Decimal.ROUND_HALF_EVEN,
  toExpNeg: -9e15,
  toExpPos: 9e15,
  maxE: 6144,
  minE: -6143,
});

/** A decimal from text, a number (by its shortest form) or a decimal. */
export function toDecimal(value: Value): DecimalValue {
  if (value instanceof DecimalValue) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return finite(new Decimal128(value));
  if (typeof value !== 'string' || !isDecimalText(value))
    return fail(`${typeof value === 'string' ? `"${value}"` : describe(value)} is not a decimal.`);
  return finite(new Decimal128(value).toSignificantDigits(34));
}

/** A result of decimal arithmetic; beyond the exponents there is none. */
export function finite(value: Decimal): DecimalValue {
  return value.isFinite() ? new DecimalValue(value) : fail('The decimal is too large.');
}

/** The sum of two decimals; a whole number counts as one, a fraction in binary has no exact decimal that was meant. */
export function addDecimals(a: Value, b: Value): DecimalValue {
  return finite(strict(a).plus(strict(b)));
}

function strict(value: Value): Decimal {
  if (value instanceof DecimalValue) return value.value;
  if (typeof value === 'number' && Number.isInteger(value)) return new Decimal128(value);
  return fail(
    typeof value === 'number'
      ? 'Decimals and other numbers cannot be mixed; wrap the number in decimal(…).'
      : `${describe(value)} is not a number.`,
  );
}

/** Sign, digits with at most one point, exponent; none of the other forms that the library reads. */
function isDecimalText(text: string): boolean {
  let at = text.startsWith('-') || text.startsWith('+') ? 1 : 0;
  const digits = () => {
    const start = at;
    while ((text[at] ?? '') >= '0' && (text[at] ?? '') <= '9') at += 1;
    return at - start;
  };
  let found = digits();
  if (text[at] === '.') {
    at += 1;
    found += digits();
  }
  if (found === 0) return false;
  if (text[at] === 'e' || text[at] === 'E') {
    at += text[at + 1] === '-' || text[at + 1] === '+' ? 2 : 1;
    if (digits() === 0) return false;
  }
  return at === text.length;
}
