import { sampleOf } from '@omniroute/plan';
import { canonicalJson } from '@omniroute/primitives';
import { expect, test } from 'vitest';
import { declaredSize, schemaSize } from './schema-size.ts';

const item = {
  type: 'object',
  required: ['id'],
  additionalProperties: false,
  properties: { id: { type: 'string', maxLength: 4 }, n: { type: 'integer' } },
};

test.each<[string, unknown, number, number | null]>([
  ['a text without an end', { type: 'string' }, 2, null],
  ['a text, every character escaped', { type: 'string', minLength: 3, maxLength: 10 }, 5, 62],
  ['one of several values', { enum: ['a', 'abc', null] }, 3, 5],
  ['a point in time', { type: 'string', format: 'date-time' }, 22, 42],
  ['no items', { type: 'array', maxItems: 0 }, 2, 2],
  ['two to three switches', { type: 'array', minItems: 2, maxItems: 3, items: { type: 'boolean' } }, 11, 19],
  ['an object', item, 9, 60],
  ['an object with more in it', { type: 'object', properties: {} }, 2, null],
  ['an empty object', { type: 'object', additionalProperties: false }, 2, 2],
  ['either of two', { anyOf: [{ type: 'null' }, item] }, 4, 60],
  ['a reference', { $ref: '#/$defs/flag', $defs: { flag: { type: 'boolean' } } }, 4, 5],
  [
    'something that holds itself',
    { $defs: { n: { type: 'array', items: { $ref: '#/$defs/n' } } }, $ref: '#/$defs/n' },
    2,
    null,
  ],
  ['anything', true, 1, null],
])('%s', (_, schema, least, most) => {
  expect(schemaSize(schema)).toEqual({ least, most });
});

test('no sample is shorter than the least', () => {
  for (const schema of [item, { type: 'array', minItems: 2, items: item }, { enum: [3, 44] }])
    expect(schemaSize(schema).least).toBeLessThanOrEqual(canonicalJson(sampleOf(schema)).length);
});

test('what nothing bounds counts as little where only what is said counts', () => {
  expect(declaredSize({ type: 'array', maxItems: 100, items: { type: 'string' } })).toBe(301);
  expect(declaredSize({ type: 'object', properties: { a: { type: 'string', maxLength: 9 } } })).toBe(17);
});
