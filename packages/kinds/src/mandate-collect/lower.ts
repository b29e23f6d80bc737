import { actLowering } from '@omniroute/kind-sdk';
import type { mandateCollect } from './definition.ts';

export const mandateCollectLowering = actLowering<typeof mandateCollect>('mandate_collect');
