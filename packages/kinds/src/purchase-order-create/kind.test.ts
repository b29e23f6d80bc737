import { kindSuite } from '@omniroute/testing/kind-suite';
import { purchaseOrderCreateActivities } from './activity.ts';
import { purchaseOrderCreate } from './definition.ts';
import { purchaseOrderCreateLowering } from './lower.ts';

kindSuite(import.meta.url, purchaseOrderCreate, purchaseOrderCreateLowering, purchaseOrderCreateActivities);
