import fc from 'fast-check';
import { expect, test } from 'vitest';
import { validate } from './validate-with-all.ts';

const issues = (schema: unknown, value: unknown) => {
  const verdict = validate(schema, value);
  return verdict.ok ? [] : verdict.issues.map(({ pointer, message }) => `${pointer} ${message}`.trim());
};

test.each([
  [{ type: 'string' }, 'a', 7, 'must be text'],
  [{ type: 'number' }, 1.5, '1', 'must be a number'],
  [{ type: 'number' }, 0, Number.NaN, 'must be a number'],
  [{ type: 'integer' }, 2.0, 1.5, 'must be a whole number'],
  [{ type: 'boolean' }, false, 0, 'must be true or false'],
  [{ type: 'null' }, null, 0, 'must be null'],
  [{ type: 'array' }, [], {}, 'must be a list'],
  [{ type: 'object' }, {}, [], 'must be an object'],
  [{ type: ['string', 'null'] }, null, 7, 'must be text or null'],
  [{ enum: ['a', { b: 1 }] }, { b: 1 }, 'c', 'must be one of "a", {"b":1}'],
  [{ const: [1, 2] }, [1, 2], [2, 1], 'must be [1,2]'],
  [{ minLength: 2 }, '😀😀', '😀', 'must have at least 2 characters'],
  [{ maxLength: 2 }, '😀😀', 'abc', 'must have at most 2 characters'],
  [{ pattern: '^o-[0-9]+$' }, 'o-12', 'o-', 'must match ^o-[0-9]+$'],
  [{ minimum: 1 }, 1, 0.5, 'must be at least 1'],
  [{ maximum: 1 }, 1, 1.5, 'must be at most 1'],
  [{ exclusiveMinimum: 1 }, 1.1, 1, 'must be more than 1'],
  [{ exclusiveMaximum: 1 }, 0.9, 1, 'must be less than 1'],
  [{ multipleOf: 0.1 }, 0.3, 0.35, 'must be a multiple of 0.1'],
  [{ minItems: 1 }, [1], [], 'must have at least 1 items'],
  [{ maxItems: 1 }, [1], [1, 2], 'must have at most 1 items'],
  [{ items: { type: 'string' } }, ['a'], ['a', 1], '/1 must be text'],
  [{ required: ['a'] }, { a: 1 }, {}, '/a is missing'],
  [{ properties: { 'a/b': { type: 'string' } } }, {}, { 'a/b': 1 }, '/a~1b must be text'],
  [{ properties: { a: true }, additionalProperties: false }, { a: 1 }, { b: 1 }, '/b is not known here'],
  [{ additionalProperties: { type: 'string' } }, { a: 'x' }, { a: 1 }, '/a must be text'],
  [{ properties: { a: false } }, {}, { a: 1 }, '/a nothing is allowed here'],
  [
    { format: 'date-time' },
    '2026-02-28T23:59:59+02:00',
    '2026-02-30T00:00:00Z',
    'must be a point in time like 2026-01-05T09:00:00Z',
  ],
  [{ format: 'date' }, '2024-02-29', '2026-02-29', 'must be a date like 2026-01-05'],
  [{ format: 'duration' }, 'PT2H', 'P1Y', 'must be a duration like PT2H'],
  [{ format: 'email' }, 'a@b.example', 'a@b', 'must be an e-mail address'],
  [{ format: 'uri' }, 'https://example.com/a?b', 'example.com', 'must be an address like https://example.com'],
  [{ format: 'uuid' }, '00000000-0000-4000-8000-000000000000', '0', 'must be a UUID'],
])('%j takes %j and refuses %j', (schema, fits, misfit, message) => {
  expect(issues(schema, fits)).toEqual([]);
  expect(issues(schema, misfit)).toEqual([message]);
});

test('keywords say nothing about values of other types', () => {
  const schema = { minLength: 2, pattern: 'x', minimum: 5, minItems: 3, required: ['a'], format: 'uuid' };
  for (const value of [null, true]) expect(issues(schema, value)).toEqual([]);
});

test('annotations, x- keywords and defaults say nothing', () => {
  expect(issues({ title: 't', default: 1, 'x-personal': true, description: 'd' }, 'anything')).toEqual([]);
});

test('a local reference is followed, beside other keywords', () => {
  const schema = { $defs: { 'a/b': { type: 'integer' } }, $ref: '#/$defs/a~1b', minimum: 3 };
  expect([issues(schema, 3), issues(schema, 2), issues(schema, 'x')]).toEqual([
    [],
    ['must be at least 3'],
    ['must be a whole number'],
  ]);
});

test('a reference to nothing fits nothing', () => {
  expect(issues({ $ref: '#/$defs/none' }, 1)).toEqual(['nothing is allowed here']);
});

test('schemas may be recursive', () => {
  const schema = { type: 'object', properties: { next: { $ref: '#' } }, additionalProperties: false };
  expect(issues(schema, { next: { next: {} } })).toEqual([]);
  expect(issues(schema, { next: { next: { other: 1 } } })).toEqual(['/next/next/other is not known here']);
});

test('anyOf wants one form, and tells about the one that is nearest', () => {
  const schema = {
    anyOf: [{ type: 'string' }, { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] }],
  };
  expect([issues(schema, 'x'), issues(schema, { n: 1 }), issues(schema, { n: 'x' })]).toEqual([
    [],
    [],
    ['/n must be a whole number'],
  ]);
});

test('oneOf wants exactly one form', () => {
  const schema = { oneOf: [{ type: 'integer' }, { minimum: 5 }] };
  expect([issues(schema, 1), issues(schema, 5.5), issues(schema, 7)]).toEqual([
    [],
    [],
    ['fits more than one of the allowed forms'],
  ]);
});

test('at most twenty issues are told', () => {
  expect(
    issues(
      { items: { type: 'string' } },
      Array.from({ length: 100 }, () => 1),
    ),
  ).toHaveLength(20);
});

test('a reference to itself is refused, not followed for ever', () => {
  expect(issues({ $ref: '#' }, 1)).toEqual(['it is nested too deep']);
});

test('alternatives that double with each level end in bounded work', () => {
  const tree = {
    anyOf: [
      { properties: { a: { $ref: '#' } }, required: ['x'] },
      { properties: { a: { $ref: '#' } }, required: ['y'] },
    ],
  };
  let value: unknown = {};
  for (let depth = 0; depth < 60; depth += 1) value = { a: value };
  expect(validate(tree, value).ok).toBe(false);
});

test('a pattern that is quadratic elsewhere is linear here', () => {
  expect(issues({ pattern: '^(a+)+$' }, `${'a'.repeat(50_000)}!`)).toEqual(['must match ^(a+)+$']);
});

test('a field called __proto__ is a field', () => {
  const value = JSON.parse('{"__proto__": 1}') as unknown;
  expect(issues({ additionalProperties: false }, value)).toEqual(['/__proto__ is not known here']);
  expect(issues({ required: ['__proto__', 'toString'] }, {})).toEqual([
    '/__proto__ is missing',
    '/toString is missing',
  ]);
});

test('whatever schema and value, it answers', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (schema, value) => {
      expect(typeof validate(schema, value).ok).toBe('boolean');
    }),
  );
});
