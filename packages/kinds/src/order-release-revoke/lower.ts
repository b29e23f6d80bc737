import { actLowering, exactlyOne } from '@omniroute/kind-sdk';
import type { orderReleaseRevoke } from './definition.ts';

export const orderReleaseRevokeLowering = actLowering<typeof orderReleaseRevoke>('order_release_revoke', (config) =>
  exactlyOne(config, ['release_id', 'effect_key'], 'A revocation'),
);
