import type { ConfigOf } from '@omniroute/kind-sdk';
import { collectPayment, defineActivities } from '@omniroute/kind-sdk/activity';
import { paymentCharge } from './definition.ts';

type Config = ConfigOf<typeof paymentCharge>;

export const paymentChargeActivities = defineActivities(paymentCharge, {
  async run(input, context) {
    const { method, amount, payer, reference, order_id, expires_at, callback_url } = input as Config;
    return collectPayment(context, { method, amount, payer, reference, order_id, expires_at, callback_url });
  },
});
