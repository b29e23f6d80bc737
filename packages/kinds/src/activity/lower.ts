import { actLowering } from '@omniroute/kind-sdk';
import type { activity } from './definition.ts';

export const activityLowering = actLowering<typeof activity>('activity');
