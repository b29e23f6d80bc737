import { actLowering } from '@omniroute/kind-sdk';
import type { orderUpdate } from './definition.ts';

export const orderUpdateLowering = actLowering<typeof orderUpdate>('order_update');
