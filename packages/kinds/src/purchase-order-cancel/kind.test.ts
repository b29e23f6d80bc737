import { kindSuite } from '@omniroute/testing/kind-suite';
import { purchaseOrderCancelActivities } from './activity.ts';
import { purchaseOrderCancel } from './definition.ts';
import { purchaseOrderCancelLowering } from './lower.ts';

kindSuite(import.meta.url, purchaseOrderCancel, purchaseOrderCancelLowering, purchaseOrderCancelActivities);
