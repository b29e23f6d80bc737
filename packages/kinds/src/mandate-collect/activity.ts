import type { ConfigOf } from '@omniroute/kind-sdk';
import { collectPayment, defineActivities } from '@omniroute/kind-sdk/activity';
import { mandateCollect } from './definition.ts';

type Config = ConfigOf<typeof mandateCollect>;

export const mandateCollectActivities = defineActivities(mandateCollect, {
  async run(input, context) {
    const { mandate, amount, reference, order_id, callback_url } = input as Config;
    return collectPayment(context, { method: 'mandate', payer: mandate, amount, reference, order_id, callback_url });
  },
});
