import { actLowering, exactlyOne } from '@omniroute/kind-sdk';
import type { purchaseOrderCancel } from './definition.ts';

export const purchaseOrderCancelLowering = actLowering<typeof purchaseOrderCancel>('purchase_order_cancel', (config) =>
  exactlyOne(config, ['purchase_order_id', 'effect_key'], 'A cancellation'),
);
