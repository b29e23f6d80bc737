import { kindSuite } from '@omniroute/testing/kind-suite';
import { mandateCollectActivities } from './activity.ts';
import { mandateCollect } from './definition.ts';
import { mandateCollectLowering } from './lower.ts';

kindSuite(import.meta.url, mandateCollect, mandateCollectLowering, mandateCollectActivities);
