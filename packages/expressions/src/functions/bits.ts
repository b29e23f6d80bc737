import { fail } from '../run/eval-error.ts';

const HALF = 2 ** 32;

/** A whole number as 64 bits in two's complement: upper and lower half. */
function halves(value: number): readonly [upper: number, lower: number] {
  if (!Number.isSafeInteger(value)) return fail(`${value} is beyond 9007199254740991, where bits are no longer exact.`);
  const upper = Math.floor(value / HALF);
  return [upper, value - upper * HALF];
}

/** Bitwise and, or, exclusive or of two whole numbers. */
export function combineBits(a: number, b: number, how: 'bitAnd' | 'bitOr' | 'bitXor'): number {
  const [upperA, lowerA] = halves(a);
  const [upperB, lowerB] = halves(b);
  const combine = (x: number, y: number) => (how === 'bitAnd' ? x & y : how === 'bitOr' ? x | y : x ^ y);
  return combine(upperA, upperB) * HALF + (combine(lowerA, lowerB) >>> 0);
}

/** Bits moved within 64; to the right zeros follow, whatever the sign, as CEL says. */
export function shiftBits(value: number, by: number, to: 'left' | 'right'): number {
  halves(value);
  if (by < 0) return fail('Bits are moved by a number of places that is not negative.');
  if (by >= 64) return 0;
  const filled = value < 0 && by > 0 ? 2 ** (64 - by) : 0;
  const moved = to === 'left' ? value * 2 ** by : Math.floor(value / 2 ** by) + filled;
  return Number.isSafeInteger(moved)
    ? moved
    : fail('The result is beyond 9007199254740991, where whole numbers are no longer exact.');
}
