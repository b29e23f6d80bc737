import { defineKind, effectStep, networkRetries, outputSchemaField, schemaAt, writtenField } from '@omniroute/kind-sdk';
import Type from 'typebox';

/** What a statement takes beside its text. */
const parameter = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()], {
  'x-ui': { role: 'template' },
});

export const sqlQuery = defineKind({
  ...effectStep,
  type: 'sql_query',
  version: 1,
  title: 'SQL query',
  category: 'data',
  icon: 'database',
  config: Type.Object(
    {
      connection: Type.String({ 'x-literal': true, 'x-ref': 'connection', 'x-ui': { order: 1 } }),
      // Written out: a value inside the text of a statement would be part of the statement.
      query: writtenField(2, { multiline: true }),
      parameters: Type.Optional(Type.Array(parameter, { 'x-ui': { role: 'template', order: 3 } })),
      access: Type.Optional(Type.Enum(['read', 'write'], { 'x-literal': true, 'x-ui': { order: 4 } })),
      max_rows: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 10_000, 'x-literal': true, 'x-ui': { group: 'answer', order: 5 } }),
      ),
      output_schema: outputSchemaField(6),
    },
    { additionalProperties: false },
  ),
  defaults: { access: 'read' },
  help: 'Asks a database, or changes it. Values go in as parameters $1, $2 and so on, never into the text of the query.',
  output: (config) => ({
    schema: {
      type: 'object',
      required: ['rows', 'row_count'],
      additionalProperties: false,
      properties: {
        rows: {
          type: 'array',
          items: schemaAt((config.output_schema ?? { type: 'object' }) as never, '/properties/rows/items'),
        },
        row_count: { type: 'integer' },
      },
    },
  }),
  effects: (config) => (config.access === 'write' ? ['data', 'network'] : ['network']),
  activity: {
    queue: 'omniroute-integration',
    built: false,
    // A statement has no key by which a database would know it again.
    idempotency: (config) => (config.access === 'write' ? 'none' : 'native'),
    connectionTypes: 'any',
    recommended: { retry_policy: networkRetries() },
  },
});
