import {
  defineKind,
  effectStep,
  networkRetries,
  optionalConnection,
  pairsField,
  valueField,
} from '@omniroute/kind-sdk';
import Type from 'typebox';

export const grpcCall = defineKind({
  ...effectStep,
  type: 'grpc_call',
  version: 1,
  title: 'Call by gRPC',
  category: 'integration',
  icon: 'arrow-left-right',
  config: Type.Object(
    {
      connection: optionalConnection(),
      target: Type.Optional(Type.String({ minLength: 1, 'x-ui': { role: 'template', order: 2 } })),
      method: Type.String({
        pattern: '^[A-Za-z_][A-Za-z0-9_.]*/[A-Za-z_][A-Za-z0-9_]*$',
        'x-literal': true,
        'x-ui': { order: 3 },
      }),
      request: Type.Optional(valueField(4)),
      metadata: Type.Optional(pairsField(5)),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Calls one method of a gRPC service and waits for its one answer. A method is written as package.Service/Method.',
  output: () => ({
    schema: { type: 'object', required: ['response'], additionalProperties: false, properties: { response: {} } },
  }),
  effects: () => ['network'],
  activity: {
    queue: 'omniroute-integration',
    built: false,
    // As for HTTP: only a partner that was set up on purpose is known to look at the key.
    idempotency: (config) => (config.connection === undefined ? 'none' : 'key'),
    connectionTypes: 'any',
    recommended: { retry_policy: networkRetries() },
  },
});
