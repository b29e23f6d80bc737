import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleOf } from './sample.ts';
import { validate } from './validate-with-all.ts';

test.each([
  [{ type: 'object', properties: { id: { type: 'string' }, note: { type: 'string' } }, required: ['id'] }, { id: '' }],
  [{ type: 'array', items: { type: 'integer' }, minItems: 2 }, [0, 0]],
  [{ type: 'string', minLength: 3 }, 'xxx'],
  [{ type: 'string', format: 'date-time' }, '2026-01-01T00:00:00Z'],
  [{ enum: ['b', 'a'] }, 'b'],
  [{ const: { a: 1 } }, { a: 1 }],
  [{ type: ['string', 'null'] }, null],
  [{ type: 'integer', minimum: 0.5 }, 1],
  [{ type: 'integer', exclusiveMinimum: 3 }, 4],
  [{ type: 'integer', maximum: -2 }, -2],
  [{ type: 'integer', minimum: 10, multipleOf: 4 }, 12],
  [{ oneOf: [{ type: 'boolean' }, { type: 'string' }] }, false],
  [{ $ref: '#/$defs/id', $defs: { id: { type: 'integer', minimum: 7 } } }, 7],
  [{}, null],
  [true, null],
])('the smallest value that fits %j is %j', (schema, value) => {
  expect(sampleOf(schema)).toEqual(value);
});

test('a schema that holds itself ends', () => {
  const schema = { type: 'object', properties: { next: { $ref: '#' } }, required: ['next'] };
  expect(JSON.stringify(sampleOf(schema)).length).toBeLessThan(1_000);
});

const leaf = fc.oneof(
  fc.record({ type: fc.constant('string'), minLength: fc.nat(5) }),
  fc.record({ type: fc.constantFrom('number', 'integer'), minimum: fc.integer({ min: -9, max: 9 }) }),
  fc.record({ type: fc.constant('integer'), exclusiveMaximum: fc.integer({ min: -9, max: 9 }) }),
  fc.record({ type: fc.constant('number'), exclusiveMinimum: fc.integer({ min: -9, max: 9 }) }),
  fc.record({
    type: fc.constant('string'),
    format: fc.constantFrom('date', 'date-time', 'duration', 'email', 'uri', 'uuid'),
  }),
  fc.record({ type: fc.constantFrom('boolean', 'null') }),
);
const { schema: schemas } = fc.letrec((tie) => ({
  schema: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.record({ type: fc.constant('array'), items: tie('schema'), minItems: fc.nat(3) }),
    fc.record({
      type: fc.constant('object'),
      properties: fc.record({ a: tie('schema'), b: tie('schema') }),
      required: fc.subarray(['a', 'b']),
      additionalProperties: fc.constant(false),
    }),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
  ),
}));

test('what it gives fits the schema', () => {
  fc.assert(
    fc.property(schemas, (schema) => {
      expect(validate(schema, sampleOf(schema))).toEqual({ ok: true });
    }),
  );
});
