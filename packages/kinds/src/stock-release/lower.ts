import { actLowering, exactlyOne } from '@omniroute/kind-sdk';
import type { stockRelease } from './definition.ts';

export const stockReleaseLowering = actLowering<typeof stockRelease>('stock_release', (config) =>
  exactlyOne(config, ['reservation_id', 'effect_key'], 'A release of stock'),
);
