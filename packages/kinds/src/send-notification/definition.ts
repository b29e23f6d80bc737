import { defineKind } from '@omniroute/kind-sdk';
import Type from 'typebox';

export const sendNotification = defineKind({
  type: 'send_notification',
  version: 1,
  title: 'Send a notification',
  category: 'messages',
  icon: 'bell',
  role: 'step',
  config: Type.Object(
    {
      connection: Type.String({ 'x-literal': true, 'x-ref': 'connection', 'x-ui': { order: 1 } }),
      channel: Type.Enum(['email', 'sms', 'whatsapp', 'push'], { 'x-literal': true, 'x-ui': { order: 2 } }),
      to: Type.String({ minLength: 1, 'x-ui': { role: 'template', order: 3 } }),
      subject: Type.Optional(Type.String({ 'x-ui': { role: 'template', order: 4 } })),
      text: Type.Optional(Type.String({ 'x-ui': { role: 'template', multiline: true, order: 5 } })),
      template: Type.Optional(Type.String({ 'x-literal': true, 'x-ui': { group: 'template', order: 6 } })),
      data: Type.Optional(
        Type.Unknown({ 'x-ui': { role: 'template', widget: 'mapping', group: 'template', order: 7 } }),
      ),
    },
    { additionalProperties: false },
  ),
  defaults: { channel: 'sms' },
  help: 'Sends an SMS, e-mail, WhatsApp or push message. It is sent once, however often the attempt is repeated.',
  ports: () => [
    { id: 'out', role: 'out' },
    { id: 'error', role: 'error' },
  ],
  output: () => ({
    schema: { type: 'object', required: ['id'], properties: { id: { type: 'string' } }, additionalProperties: false },
  }),
  effects: () => ['notification', 'network'],
  pauses: false,
  activity: {
    queue: 'omniroute-integration',
    idempotency: () => 'key',
    connection: 'commerce',
    recommended: {
      retry_policy: {
        initial_interval: 'PT1S',
        backoff_coefficient: 2,
        maximum_interval: 'PT1M',
        maximum_attempts: 5,
        non_retryable_errors: ['http.4xx', 'auth'],
      },
    },
  },
  size: { width: 220, height: 64 },
});
