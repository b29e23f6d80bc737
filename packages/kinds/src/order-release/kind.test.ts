import { kindSuite } from '@omniroute/testing/kind-suite';
import { orderReleaseActivities } from './activity.ts';
import { orderRelease } from './definition.ts';
import { orderReleaseLowering } from './lower.ts';

kindSuite(import.meta.url, orderRelease, orderReleaseLowering, orderReleaseActivities);
