import { actLowering, exactlyOne } from '@omniroute/kind-sdk';
import type { paymentRefund } from './definition.ts';

export const paymentRefundLowering = actLowering<typeof paymentRefund>('payment_refund', (config) =>
  exactlyOne(config, ['payment_id', 'effect_key'], 'A refund'),
);
