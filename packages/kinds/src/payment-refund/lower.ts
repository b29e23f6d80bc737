import { actLowering, exactlyOne } from '@omniroute/kind-sdk';
import type { paymentRefund } from './definition.ts';

export const paymentRefundLowering = actLowering<typeof paymentRefund>('payment_refund', (config) => [
  ...exactlyOne(config, ['payment_id', 'effect_key', 'reference'], 'A refund'),
  ...(config.reference !== undefined && config.amount !== undefined
    ? [
        {
          code: 'OR6012' as const,
          pointer: '/amount',
          facts: { problem: 'Of all payments of a reference all goes back' },
        },
      ]
    : []),
]);
