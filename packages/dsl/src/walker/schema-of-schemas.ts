import { FORMATS, KEYWORDS, type KeywordValue, TYPES } from './keywords.ts';

const SELF = { $ref: '#/$defs/schema' };
const VALUES: Readonly<Record<KeywordValue, unknown>> = {
  schema: SELF,
  additional: SELF,
  schemas: { type: 'array', minItems: 1, items: SELF },
  schemaMap: { type: 'object', additionalProperties: SELF },
  types: { anyOf: [{ enum: TYPES }, { type: 'array', items: { enum: TYPES } }] },
  list: { type: 'array' },
  names: { type: 'array', items: { type: 'string' } },
  count: { type: 'integer', minimum: 0 },
  number: { type: 'number' },
  pattern: { type: 'string' },
  text: { type: 'string' },
  reference: { type: 'string', pattern: '^#' },
  any: true,
};

/** The JSON Schema of the JSON Schemas that a service may hold; it refers to itself as `#/$defs/schema`. */
export function schemaOfSchemas(): { readonly [keyword: string]: unknown } {
  const properties = Object.entries(KEYWORDS).map(([keyword, value]) => [keyword, VALUES[value]]);
  return {
    title: 'JSON Schema',
    type: ['object', 'boolean'],
    properties: { ...Object.fromEntries(properties), format: { enum: FORMATS } },
    patternProperties: { '^x-': true },
    additionalProperties: false,
  };
}
