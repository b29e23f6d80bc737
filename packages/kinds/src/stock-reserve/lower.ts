import { actLowering } from '@omniroute/kind-sdk';
import type { stockReserve } from './definition.ts';

export const stockReserveLowering = actLowering<typeof stockReserve>('stock_reserve');
