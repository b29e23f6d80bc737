import { kindSuite } from '@omniroute/testing/kind-suite';
import { orderGetActivities } from './activity.ts';
import { orderGet } from './definition.ts';
import { orderGetLowering } from './lower.ts';

kindSuite(import.meta.url, orderGet, orderGetLowering, orderGetActivities);
