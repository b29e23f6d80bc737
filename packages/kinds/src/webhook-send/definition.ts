import {
  addressField,
  closedObject,
  defineKind,
  effectStep,
  INTEGER,
  networkRetries,
  optionalConnection,
  TEXT,
  textField,
  valueField,
} from '@omniroute/kind-sdk';
import Type from 'typebox';

export const webhookSend = defineKind({
  ...effectStep,
  type: 'webhook_send',
  version: 1,
  title: 'Send a webhook',
  category: 'integration',
  icon: 'send',
  config: Type.Object(
    { connection: optionalConnection(), url: addressField(2), event: textField(3), payload: valueField(4) },
    { additionalProperties: false },
  ),
  defaults: {},
  help: "Tells another system of an event, signed with the connection's secret. Every attempt carries the same id, so a repetition is known.",
  output: () => ({ schema: closedObject({ id: TEXT, status: INTEGER }) }),
  effects: () => ['message', 'network'],
  activity: {
    queue: 'omniroute-integration',
    // Receivers of webhooks are made to see an id twice: every sender repeats.
    idempotency: () => 'key',
    connectionTypes: 'any',
    recommended: { retry_policy: networkRetries() },
  },
});
