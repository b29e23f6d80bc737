import { actLowering } from '@omniroute/kind-sdk';
import type { orderGet } from './definition.ts';

export const orderGetLowering = actLowering<typeof orderGet>('order_get');
