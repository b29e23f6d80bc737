import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fill } from './template.ts';

test('each place takes its fact, as often as it occurs', () => {
  expect(fill('{a} and {b} and {a}', { a: 1, b: 'x' })).toBe('1 and x and 1');
});

test('a place without a fact, an inherited name and other braces stay as they are', () => {
  expect(fill('{missing} {constructor} ${ … } {Upper}', {})).toBe('{missing} {constructor} ${ … } {Upper}');
});

test('a fact is written as it is: neither its braces nor its dollars are read again', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      expect(fill('<{a}>', { a: value, b: 'wrong' })).toBe(`<${value}>`);
    }),
  );
  expect(fill('{a}', { a: '{b} $& $1', b: 'wrong' })).toBe('{b} $& $1');
});
