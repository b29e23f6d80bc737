import { referenceTo } from '@omniroute/primitives';
import { describe, expect, test } from 'vitest';
import { largeParts, largePaths, partAt, withPart } from './large.ts';

const text = { type: 'string' };
const large = { ...text, 'x-large': true };
const object = (properties: object) => ({ type: 'object', properties });

describe('what a schema marks as large', () => {
  test.each<[string, unknown, readonly (readonly string[])[]]>([
    ['nothing', object({ a: text }), []],
    ['the value itself', large, [[]]],
    ['fields, how deep they may lie', object({ a: large, b: object({ c: large }) }), [['a'], ['b', 'c']]],
    ['not inside another', { ...object({ a: large }), 'x-large': true }, [[]]],
    ['not items of lists', object({ a: { type: 'array', items: large } }), []],
    ['by reference', { ...object({ a: { $ref: '#/$defs/d' } }), $defs: { d: large } }, [['a']]],
    ['not without end', { ...object({ a: { $ref: '#' }, b: large }) }, [['b']]],
  ])('%s', (_, schema, expected) => {
    expect(largePaths(schema)).toEqual(expected);
  });

  test('counts where it is there and is no reference yet', () => {
    const reference = { ...referenceTo('long', 'a'.repeat(64), 6) };
    const schema = object({ a: large, b: large, c: large, d: large });
    expect(largeParts(schema, { a: 'long', b: reference, c: null })).toEqual([{ path: ['a'], value: 'long' }]);
  });
});

test('a part is replaced where it is, and nothing else changes', () => {
  const value = { a: { b: 1, list: [{ c: 1 }, { c: 2 }] }, d: 3 };
  expect(withPart(value, ['a', 'b'], 9)).toEqual({ ...value, a: { ...value.a, b: 9 } });
  expect(withPart(value, ['a', 'list', '1', 'c'], 9)).toEqual({ a: { b: 1, list: [{ c: 1 }, { c: 9 }] }, d: 3 });
  expect(withPart(value, ['x', 'y'], 9)).toBe(value);
  expect(withPart(value, [], 9)).toBe(9);
  expect([partAt(value, ['a', 'b']), partAt(value, ['a', 'x']), partAt(value, [])]).toEqual([1, undefined, value]);
});
