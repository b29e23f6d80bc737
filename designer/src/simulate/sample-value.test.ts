import { sampleOf, validate } from '@omniroute/plan';
import { expect, it } from 'vitest';
import { sampleValue } from './sample-value.ts';

it('a sample looks like data: optional fields, one item, texts named after their field, examples first', () => {
  const schema = {
    type: 'object',
    required: ['order_id'],
    properties: {
      order_id: { type: 'string' },
      status: { type: 'integer' },
      paid: { type: 'boolean' },
      channel: { enum: ['sms', 'email'] },
      currency: { type: 'string', examples: ['NGN'] },
      lines: { type: 'array', items: { type: 'object', properties: { sku: { type: 'string', maxLength: 4 } } } },
      note: { anyOf: [{ type: 'null' }, { type: 'string' }] },
      rate: { type: 'number', minimum: 5, multipleOf: 5 },
    },
  };
  expect(sampleValue(schema)).toEqual({
    order_id: 'order_id-1',
    status: 200,
    paid: false,
    channel: 'sms',
    currency: 'NGN',
    lines: [{ sku: 'sku-' }],
    note: 'note-1',
    rate: 5,
  });
});

it('a sample always fits where one can be found, else it is the smallest value', () => {
  const schemas = [
    {},
    true,
    { type: 'string', pattern: '^[0-9]+$' },
    { type: 'string', default: 7 },
    { type: 'array', items: { type: 'integer' }, minItems: 3 },
    { type: 'object', required: ['a'], properties: { a: { type: 'string', minLength: 9 } } },
  ];
  for (const schema of schemas) {
    const fits = validate(schema, sampleValue(schema)).ok;
    expect([schema, fits || sampleValue(schema) === sampleOf(schema)]).toEqual([schema, true]);
  }
});
