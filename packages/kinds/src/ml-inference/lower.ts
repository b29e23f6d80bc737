import { actLowering } from '@omniroute/kind-sdk';
import type { mlInference } from './definition.ts';

export const mlInferenceLowering = actLowering<typeof mlInference>('ml_inference');
