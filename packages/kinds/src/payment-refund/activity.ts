import type { ConfigOf } from '@omniroute/kind-sdk';
import {
  activityFault,
  commerceCall,
  defineActivities,
  isActivityFault,
  type Json,
  refusalCode,
} from '@omniroute/kind-sdk/activity';
import { paymentRefund } from './definition.ts';

type Config = ConfigOf<typeof paymentRefund>;

/** No money of this payment is or will be with the provider. */
const OVER: ReadonlySet<Json | undefined> = new Set<Json | undefined>(['failed', 'reversed']);

export const paymentRefundActivities = defineActivities(paymentRefund, {
  async run(input, context) {
    const { payment_id, effect_key, amount, reason } = input as Config;
    const body = { payment_id, effect_key, amount, reason };
    try {
      const answer = await commerceCall(context, { method: 'POST', path: ['v1', 'refunds'], body });
      const refund = answer as { readonly id?: Json; readonly amount?: Json };
      return { refunded: true, id: refund.id ?? null, amount: refund.amount ?? null };
    } catch (caught) {
      const code = refusalCode(caught);
      if (code === 'effect.not_found') return NOTHING;
      if (code !== 'refund.not_collected' || !isActivityFault(caught)) throw caught;
      const { payment_status: status } = caught.error.details as { readonly payment_status?: Json };
      if (OVER.has(status)) return NOTHING;
      // Money may still come: to go on now would be to keep it.
      throw activityFault({ ...caught.error, code: 'business.payment.unsettled' }, null, caught);
    }
  },
});

const NOTHING = { refunded: false, id: null, amount: null };
