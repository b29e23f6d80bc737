import { describe, expect, it } from 'vitest';
import { schemaFindings } from '../test/language.ts';

describe('LANGUAGE.md section 1, schemas', () => {
  it.each([
    { type: 'string', minLength: 1, maxLength: 9, pattern: '^a' },
    { type: ['string', 'null'] },
    { enum: ['a', 1, null] },
    { const: { a: 1 } },
    { type: 'object', properties: { a: true }, required: ['a'], additionalProperties: { type: 'number' } },
    { type: 'array', items: { type: 'integer' }, minItems: 0, maxItems: 3 },
    { type: 'number', minimum: 0, maximum: 1, exclusiveMinimum: -1, exclusiveMaximum: 2, multipleOf: 0.5 },
    { oneOf: [{ type: 'string' }], anyOf: [{}] },
    { $ref: '#/$defs/a', $defs: { a: { type: 'string' } } },
    { title: 't', description: 'd', default: 1, examples: [1], deprecated: true, readOnly: true, $comment: 'c' },
    { 'x-personal': true, 'x-secret': true, 'x-own': { a: 1 } },
    ...['date-time', 'date', 'duration', 'email', 'uri', 'uuid'].map((format) => ({ type: 'string', format })),
  ])('may use %j', (schema) => {
    expect(schemaFindings(schema)).toEqual([]);
  });

  it.each([
    [{ not: {} }, 'OR1011 /not'],
    [{ allOf: [{}] }, 'OR1011 /allOf'],
    [{ if: {} }, 'OR1011 /if'],
    [{ patternProperties: {} }, 'OR1011 /patternProperties'],
    [{ propertyNames: {} }, 'OR1011 /propertyNames'],
    [{ uniqueItems: true }, 'OR1011 /uniqueItems'],
    [{ prefixItems: [] }, 'OR1011 /prefixItems'],
    [{ contains: {} }, 'OR1011 /contains'],
    [{ type: 'text' }, 'OR1005 /type'],
    [{ type: 'string', format: 'ipv4' }, 'OR1006 /format'],
    [{ pattern: '(?=a)' }, 'OR4013 /pattern'],
    [{ pattern: '(a' }, 'OR4013 /pattern'],
    [{ $ref: 'https://example.org/a' }, 'OR2004 /$ref'],
    [{ $ref: '#/$defs/a' }, 'OR2004 /$ref'],
    [{ minLength: -1 }, 'OR1005 /minLength'],
    [{ properties: { 'a/b': { typ: 'string' } } }, 'OR1011 /properties/a~1b/typ'],
    [{ required: 'a' }, 'OR1005 /required'],
    ['string', 'OR1005 '],
  ])('may not use %j', (schema, finding) => {
    expect(schemaFindings(schema)).toEqual([finding]);
  });
});
