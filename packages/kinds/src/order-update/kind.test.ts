import { kindSuite } from '@omniroute/testing/kind-suite';
import { orderUpdateActivities } from './activity.ts';
import { orderUpdate } from './definition.ts';
import { orderUpdateLowering } from './lower.ts';

kindSuite(import.meta.url, orderUpdate, orderUpdateLowering, orderUpdateActivities);
