import { kindSuite } from '@omniroute/testing/kind-suite';
import { orderReleaseRevokeActivities } from './activity.ts';
import { orderReleaseRevoke } from './definition.ts';
import { orderReleaseRevokeLowering } from './lower.ts';

kindSuite(import.meta.url, orderReleaseRevoke, orderReleaseRevokeLowering, orderReleaseRevokeActivities);
