import { actLowering } from '@omniroute/kind-sdk';
import type { paymentCharge } from './definition.ts';

export const paymentChargeLowering = actLowering<typeof paymentCharge>('payment_charge');
