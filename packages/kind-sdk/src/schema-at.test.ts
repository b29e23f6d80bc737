import { validate } from '@omniroute/plan';
import { expect, test } from 'vitest';
import { schemaAt } from './schema-at.ts';

test('local references lead to where the schema stands, at any depth', () => {
  const tree = {
    $ref: '#/$defs/node',
    $defs: { node: { type: 'object', properties: { next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } } } },
  };
  expect(schemaAt(tree, '/properties/body')).toEqual({
    $ref: '#/properties/body/$defs/node',
    $defs: {
      node: {
        type: 'object',
        properties: { next: { anyOf: [{ $ref: '#/properties/body/$defs/node' }, { type: 'null' }] } },
      },
    },
  });
});

test('a reference to the whole schema is one to its place', () => {
  expect(schemaAt({ items: { $ref: '#' } }, '/properties/body')).toEqual({ items: { $ref: '#/properties/body' } });
});

test('as a part it accepts and refuses what it did alone', () => {
  const alone = { $ref: '#/$defs/id', $defs: { id: { type: 'string', minLength: 2 } } };
  const part = { type: 'object', properties: { body: schemaAt(alone, '/properties/body') } };
  for (const value of ['ab', 'a', 5])
    expect([value, validate(part, { body: value }).ok]).toEqual([value, validate(alone, value).ok]);
});

test('data that looks like a reference stays as it is, and true and false too', () => {
  const data = { const: { $ref: '#/a' }, enum: [{ $ref: '#' }], default: { $ref: '#/b' }, examples: [{ $ref: '#' }] };
  expect([schemaAt(data, '/x'), schemaAt(true, '/x'), schemaAt(false, '/x')]).toEqual([data, true, false]);
});
