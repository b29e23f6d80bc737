import { actLowering, exactlyOne } from '@omniroute/kind-sdk';
import type { paymentStatus } from './definition.ts';

export const paymentStatusLowering = actLowering<typeof paymentStatus>('payment_status', (config) =>
  exactlyOne(config, ['payment_id', 'reference'], 'A question for a payment'),
);
