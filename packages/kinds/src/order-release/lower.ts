import { actLowering } from '@omniroute/kind-sdk';
import type { orderRelease } from './definition.ts';

export const orderReleaseLowering = actLowering<typeof orderRelease>('order_release');
