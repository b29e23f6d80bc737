import {
  addressField,
  defineKind,
  effectStep,
  networkRetries,
  operationsOf,
  optionalConnection,
  orNull,
  outputSchemaField,
  schemaAt,
  writtenField,
} from '@omniroute/kind-sdk';
import Type from 'typebox';

export const graphqlRequest = defineKind({
  ...effectStep,
  type: 'graphql_request',
  version: 1,
  title: 'GraphQL request',
  category: 'integration',
  icon: 'share-2',
  config: Type.Object(
    {
      connection: optionalConnection(),
      url: addressField(2),
      // Written out: what it does is known, and no value can become part of it.
      query: writtenField(3, { multiline: true }),
      variables: Type.Optional(
        Type.Record(Type.String(), Type.Unknown(), { 'x-ui': { role: 'template', widget: 'mapping', order: 4 } }),
      ),
      output_schema: outputSchemaField(5),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Asks a GraphQL service. Its errors are part of the answer and do not fail the step; values go in as variables.',
  output: ({ output_schema: data }) => ({
    schema: {
      type: 'object',
      required: ['data', 'errors'],
      additionalProperties: false,
      properties: {
        data: data === undefined ? {} : orNull(schemaAt(data as never, '/properties/data/anyOf/0')),
        errors: {
          type: 'array',
          items: { type: 'object', required: ['message'], properties: { message: { type: 'string' } } },
        },
      },
    },
  }),
  effects: () => ['network'],
  activity: {
    queue: 'omniroute-integration',
    // A query may be repeated by definition; of a mutation the rule of HTTP requests holds.
    idempotency: ({ query, connection }) =>
      typeof query === 'string' && operationsOf(query).every((operation) => operation === 'query')
        ? 'native'
        : connection === undefined
          ? 'none'
          : 'key',
    connectionTypes: 'any',
    recommended: { retry_policy: networkRetries() },
  },
});
