import type { ConfigOf } from '@omniroute/kind-sdk';
import { commerceCall, defineActivities, type Json, refusalCode } from '@omniroute/kind-sdk/activity';
import { purchaseOrderCancel } from './definition.ts';

type Config = ConfigOf<typeof purchaseOrderCancel>;

/** Refusals that say that there is nothing to undo. */
const NOTHING_LEFT: ReadonlySet<string> = new Set(['effect.not_found', 'purchase_order.cancelled']);

export const purchaseOrderCancelActivities = defineActivities(purchaseOrderCancel, {
  async run(input, context) {
    const { purchase_order_id: own, effect_key } = input as Config;
    try {
      const { id } = (await commerceCall(
        context,
        own === undefined
          ? { method: 'POST', path: ['v1', 'purchase-orders', 'cancel'], body: { effect_key } }
          : { method: 'POST', path: ['v1', 'purchase-orders', own, 'cancel'], body: {} },
      )) as { readonly id?: Json };
      return { cancelled: true, purchase_order_id: id ?? null };
    } catch (caught) {
      if (!NOTHING_LEFT.has(refusalCode(caught) ?? '')) throw caught;
      return { cancelled: false, purchase_order_id: null };
    }
  },
});
