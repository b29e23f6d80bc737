import { defineKind } from '@omniroute/kind-sdk';
import Type from 'typebox';

export const sendMessage = defineKind({
  type: 'send_message',
  version: 1,
  title: 'Send a message',
  category: 'messages',
  icon: 'message-square-share',
  role: 'step',
  config: Type.Object(
    {
      name: Type.String({ 'x-literal': true, 'x-ref': 'message', 'x-ui': { order: 1 } }),
      // Business numbers are often numbers: they are written out, as the waiting side's are.
      correlation: Type.String({
        minLength: 1,
        'x-type': { type: ['string', 'integer', 'number', 'boolean'] },
        'x-exposed': 'name',
        'x-ui': { role: 'template', order: 2 },
      }),
      payload: Type.Optional(Type.Unknown({ 'x-ui': { role: 'template', widget: 'mapping', order: 3 } })),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Sends a message to the runs that wait for it, or to the inbox until one does. It is sent once, however often the attempt is repeated.',
  ports: () => [
    { id: 'out', role: 'out' },
    { id: 'error', role: 'error' },
  ],
  output: () => ({
    schema: {
      type: 'object',
      required: ['delivered'],
      additionalProperties: false,
      properties: { delivered: { type: 'boolean' } },
    },
  }),
  sends: (config) => (typeof config.name === 'string' ? { message: config.name, pointer: '/payload' } : null),
  effects: () => ['message'],
  pauses: false,
  activity: {
    queue: 'omniroute-core',
    // The same id of a name is one message.
    idempotency: () => 'native',
    recommended: {},
  },
  size: { width: 220, height: 64 },
});
