import { actLowering } from '@omniroute/kind-sdk';
import type { stockGet } from './definition.ts';

export const stockGetLowering = actLowering<typeof stockGet>('stock_get');
