import {
  defineKind,
  effectStep,
  optionalConnection,
  outputSchemaField,
  valueField,
  writtenField,
} from '@omniroute/kind-sdk';
import Type from 'typebox';

export const n8n = defineKind({
  ...effectStep,
  type: 'n8n',
  version: 1,
  title: 'Run in n8n',
  category: 'integration',
  icon: 'workflow',
  config: Type.Object(
    {
      connection: optionalConnection(),
      workflow_id: Type.Optional(writtenField(2)),
      webhook_path: Type.Optional(writtenField(3)),
      input: Type.Optional(valueField(4)),
      wait_for_completion: Type.Optional(Type.Boolean({ 'x-literal': true, 'x-ui': { order: 5 } })),
      output_schema: outputSchemaField(6),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Runs a workflow of n8n, named by its id or by the path of its webhook, and waits for its data unless told not to.',
  output: (config) => ({
    schema: (config.output_schema ?? {
      type: 'object',
      required: ['execution_id', 'data'],
      additionalProperties: false,
      properties: { execution_id: { type: 'string' }, data: {} },
    }) as never,
  }),
  effects: () => ['network'],
  activity: {
    queue: 'omniroute-integration',
    built: false,
    // Each call is an execution of its own: n8n knows no key.
    idempotency: () => 'none',
    connectionTypes: 'any',
    recommended: { timeout: { start_to_close: 'PT5M' } },
  },
});
