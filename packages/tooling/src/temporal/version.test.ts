import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isAtLeast } from './version.ts';

it('compares versions part by part as numbers', () => {
  const pairs = [
    ['1.9.1', '1.5.0'],
    ['1.10.0', '1.9.9'],
    ['2.0.0', '1.99.99'],
    ['1.5.0', '1.5.0'],
    ['1.4.9', '1.5.0'],
    ['0.13.2', '1.5.0'],
  ] as const;
  expect(pairs.map(([version, least]) => isAtLeast(version, least))).toEqual([true, true, true, true, false, false]);
});

it('is a total order on versions of three numbers', () => {
  const version = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)).map((parts) => parts.join('.'));
  fc.assert(
    fc.property(version, version, (one, other) => {
      expect(isAtLeast(one, other) && isAtLeast(other, one)).toBe(one === other);
      expect(isAtLeast(one, other) || isAtLeast(other, one)).toBe(true);
    }),
  );
});
