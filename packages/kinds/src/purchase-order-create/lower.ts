import { actLowering } from '@omniroute/kind-sdk';
import type { purchaseOrderCreate } from './definition.ts';

export const purchaseOrderCreateLowering = actLowering<typeof purchaseOrderCreate>('purchase_order_create');
