import { defineKind, effectStep, nameField, networkRetries, pairsField, valueField } from '@omniroute/kind-sdk';
import Type from 'typebox';

export const messagePublish = defineKind({
  ...effectStep,
  type: 'message_publish',
  version: 1,
  title: 'Publish to a topic',
  category: 'messages',
  icon: 'radio-tower',
  config: Type.Object(
    {
      connection: Type.String({ 'x-literal': true, 'x-ref': 'connection', 'x-ui': { order: 1 } }),
      topic: nameField(2),
      key: Type.Optional(nameField(3)),
      payload: valueField(4),
      headers: Type.Optional(pairsField(5)),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Publishes to a topic of a message bus outside. It carries the key of its effect, by which a reader knows a repetition.',
  // Not every bus has partitions and offsets. An offset can be larger than a number holds, so it is a text.
  output: () => ({
    schema: {
      type: 'object',
      required: ['topic'],
      additionalProperties: false,
      properties: { topic: { type: 'string' }, partition: { type: 'integer' }, offset: { type: 'string' } },
    },
  }),
  effects: () => ['message', 'network'],
  activity: {
    queue: 'omniroute-integration',
    built: false,
    idempotency: () => 'key',
    connectionTypes: 'any',
    recommended: { retry_policy: networkRetries() },
  },
});
