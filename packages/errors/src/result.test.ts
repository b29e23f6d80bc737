import { expect, test } from 'vitest';
import { assertNever } from './assert-never.ts';
import { err, ok } from './result.ts';

test('a result is a success with its value or a failure with its error, told apart by one field', () => {
  expect([ok(1), err('x')]).toEqual([
    { ok: true, value: 1 },
    { ok: false, error: 'x' },
  ]);
});

test('a variant that no branch expected is named in the error', () => {
  expect(() => assertNever({ op: 'fly' } as never, 'op')).toThrow('Unexpected op: {"op":"fly"}');
});
