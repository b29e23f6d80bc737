import { kindSuite } from '@omniroute/testing/kind-suite';
import { paymentRefundActivities } from './activity.ts';
import { paymentRefund } from './definition.ts';
import { paymentRefundLowering } from './lower.ts';

kindSuite(import.meta.url, paymentRefund, paymentRefundLowering, paymentRefundActivities);
