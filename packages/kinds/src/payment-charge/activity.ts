import type { ConfigOf } from '@omniroute/kind-sdk';
import { activityFault, commerceCall, defineActivities, type Json, keepNamed } from '@omniroute/kind-sdk/activity';
import { paymentCharge } from './definition.ts';

type Config = ConfigOf<typeof paymentCharge>;

const outputSchema = paymentCharge.output().schema;

export const paymentChargeActivities = defineActivities(paymentCharge, {
  async run(input, context) {
    const { method, amount, payer, reference, order_id, expires_at, callback_url } = input as Config;
    const body = { method, amount, payer, reference, order_id, expires_at, callback_url };
    const answer = await commerceCall(context, { method: 'POST', path: ['v1', 'payments'], body });
    const { id, status, reason } = answer as { readonly [name: string]: Json | undefined };
    if (status !== 'failed') return keepNamed(outputSchema, answer);
    throw activityFault({
      code: 'business.payment.declined',
      message: `The payment was declined${typeof reason === 'string' ? `: ${reason}` : ''}.`,
      details: { payment_id: id ?? null, reason: reason ?? null },
    });
  },
});
