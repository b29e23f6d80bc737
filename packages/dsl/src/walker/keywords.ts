/** Types of JSON Schema. */
export const TYPES: readonly string[] = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'];
/** Formats that are asserted. */
export const FORMATS = ['date-time', 'date', 'duration', 'email', 'uri', 'uuid'];

/** Kinds of values of keywords. */
export type KeywordValue =
  | 'schema'
  | 'schemas'
  | 'schemaMap'
  | 'types'
  | 'list'
  | 'names'
  | 'count'
  | 'number'
  | 'pattern'
  | 'text'
  | 'any'
  | 'additional'
  | 'reference';

/** What a keyword's value must be: nested schemas are followed, everything else is judged on the spot. */
export const KEYWORDS: Readonly<Record<string, KeywordValue>> = {
  type: 'types',
  enum: 'list',
  const: 'any',
  properties: 'schemaMap',
  required: 'names',
  additionalProperties: 'additional',
  items: 'schema',
  minItems: 'count',
  maxItems: 'count',
  minLength: 'count',
  maxLength: 'count',
  minimum: 'number',
  maximum: 'number',
  exclusiveMinimum: 'number',
  exclusiveMaximum: 'number',
  multipleOf: 'number',
  pattern: 'pattern',
  format: 'text',
  oneOf: 'schemas',
  anyOf: 'schemas',
  $ref: 'reference',
  $defs: 'schemaMap',
  title: 'text',
  description: 'text',
  default: 'any',
  examples: 'list',
  deprecated: 'any',
  readOnly: 'any',
  writeOnly: 'any',
  $comment: 'text',
  $schema: 'text',
  $id: 'text',
};
