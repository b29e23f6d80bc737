import { kindSuite } from '@omniroute/testing/kind-suite';
import { stockReleaseActivities } from './activity.ts';
import { stockRelease } from './definition.ts';
import { stockReleaseLowering } from './lower.ts';

kindSuite(import.meta.url, stockRelease, stockReleaseLowering, stockReleaseActivities);
