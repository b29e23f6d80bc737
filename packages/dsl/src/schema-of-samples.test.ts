import { describe, expect, test } from 'vitest';
import { schemaOfSamples } from './schema-of-samples.ts';

describe('a schema of samples', () => {
  test.each([
    ['nothing', [], {}],
    ['a text', ['a', 'b'], { type: 'string' }],
    ['a point in time', ['2026-01-05T09:00:00Z'], { type: 'string', format: 'date-time' }],
    ['a time once and a text once', ['2026-01-05T09:00:00Z', 'soon'], { type: 'string' }],
    ['whole numbers', [1, 2], { type: 'integer' }],
    ['a whole number and another', [1, 2.5], { type: 'number' }],
    ['sometimes null', [null, true], { type: ['boolean', 'null'] }],
    ['an empty list', [[]], { type: 'array' }],
    ['lists', [[1], [2, 'x']], { type: 'array', items: { type: ['integer', 'string'] } }],
  ] as const)('%s', (_, samples, schema) => {
    expect(schemaOfSamples(samples as never)).toEqual(schema);
  });

  test('what every sample has is required, what some have is not', () => {
    expect(
      schemaOfSamples([
        { id: 'a', lines: [{ sku: 's' }] },
        { id: 'b', lines: [{ sku: 't', left: 2 }], note: null },
      ]),
    ).toEqual({
      type: 'object',
      required: ['id', 'lines'],
      properties: {
        id: { type: 'string' },
        lines: {
          type: 'array',
          items: {
            type: 'object',
            required: ['sku'],
            properties: { left: { type: 'integer' }, sku: { type: 'string' } },
          },
        },
        note: { type: 'null' },
      },
    });
  });

  test('a field called __proto__ is a field', () => {
    const schema = schemaOfSamples([JSON.parse('{"__proto__": 1}')]);
    expect(JSON.stringify(schema)).toBe(
      '{"type":"object","required":["__proto__"],"properties":{"__proto__":{"type":"integer"}}}',
    );
  });
});
