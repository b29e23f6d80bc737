import { defineActivities, type Json } from '@omniroute/kind-sdk/activity';
import { sendMessage } from './definition.ts';

/** Hands the message to the platform under the effect's key: however often the attempt is repeated, it is one message. */
export const sendMessageActivities = defineActivities(sendMessage, {
  async run(input, context) {
    const { name, correlation, payload = null } = input as unknown as Sent;
    const { delivered } = await context.messages.send({
      name,
      correlation: String(correlation),
      payload,
      id: context.idempotencyKey,
    });
    return { delivered };
  },
});

interface Sent {
  readonly name: string;
  readonly correlation: string | number | boolean;
  readonly payload?: Json;
}
