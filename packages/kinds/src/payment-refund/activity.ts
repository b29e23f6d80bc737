import type { ConfigOf } from '@omniroute/kind-sdk';
import {
  type ActivityContext,
  activityFault,
  commerceCall,
  defineActivities,
  isActivityFault,
  type Json,
  keepNamed,
  refusalCode,
} from '@omniroute/kind-sdk/activity';
import { paymentRefund } from './definition.ts';

type Config = ConfigOf<typeof paymentRefund>;

const outputSchema = paymentRefund.output().schema;

/** No money of this payment is or will be with the provider. */
const OVER: ReadonlySet<Json | undefined> = new Set<Json | undefined>(['failed', 'reversed']);

export const paymentRefundActivities = defineActivities(paymentRefund, {
  async run(input, context) {
    try {
      const refunds = await refund(input as Config, context);
      return keepNamed(outputSchema, { refunded: !Array.isArray(refunds) || refunds.length > 0, refunds });
    } catch (caught) {
      const code = refusalCode(caught);
      if (!isActivityFault(caught)) throw caught;
      if (code === 'effect.not_found') return NOTHING;
      const { payment_status: status } = (caught.error.details ?? {}) as { readonly payment_status?: Json };
      if (code === 'refund.not_collected' && OVER.has(status)) return NOTHING;
      if (code !== 'refund.not_collected' && code !== 'refund.unsettled') throw caught;
      // Money may still come: to go on now would be to keep it.
      throw activityFault({ ...caught.error, code: 'business.payment.unsettled' }, null, caught);
    }
  },
});

const NOTHING = { refunded: false, refunds: [] };

async function refund({ payment_id, effect_key, reference, amount, reason }: Config, context: ActivityContext) {
  if (reference === undefined) {
    const body = { payment_id, effect_key, amount, reason };
    return [await commerceCall(context, { method: 'POST', path: ['v1', 'refunds'], body })];
  }
  const body = { reference, reason };
  const all = await commerceCall(context, { method: 'POST', path: ['v1', 'refunds', 'all'], body });
  return (all as { readonly refunds?: Json }).refunds ?? null;
}
