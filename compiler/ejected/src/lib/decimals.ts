import { Decimal } from 'decimal.js';
import { expressionError } from './expression-error.ts';

/** Exact decimals of 34 digits, rounded half to even: for money. */
const Decimal128 = Decimal.clone({
  precision: 34,
  rounding: Decimal.ROUND_HALF_EVEN,
  toExpNeg: -9e15,
  toExpPos: 9e15,
  maxE: 6144,
  minE: -6143,
});

/** A decimal from text, a number or a decimal. */
export function decimal(value: string | number | Decimal): Decimal {
  if (typeof value === 'string' && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value))
    throw expressionError(`"${value.slice(0, 40)}" is not a decimal.`);
  return finite(new Decimal128(value).toSignificantDigits(34));
}

export function plus(a: Decimal, b: Decimal): Decimal {
  return finite(a.plus(b));
}

export function minus(a: Decimal, b: Decimal): Decimal {
  return finite(a.minus(b));
}

export function times(a: Decimal, b: Decimal): Decimal {
  return finite(a.times(b));
}

export function dividedBy(a: Decimal, b: Decimal): Decimal {
  if (b.isZero()) throw expressionError('Division by zero.');
  return finite(a.dividedBy(b));
}

/** A decimal rounded to places, half to even. */
export function rounded(value: Decimal, places: number): Decimal {
  return value.toDecimalPlaces(places, Decimal.ROUND_HALF_EVEN);
}

function finite(value: Decimal): Decimal {
  if (!value.isFinite()) throw expressionError('The decimal is too large.');
  return value;
}
