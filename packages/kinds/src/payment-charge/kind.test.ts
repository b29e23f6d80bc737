import { kindSuite } from '@omniroute/testing/kind-suite';
import { paymentChargeActivities } from './activity.ts';
import { paymentCharge } from './definition.ts';
import { paymentChargeLowering } from './lower.ts';

kindSuite(import.meta.url, paymentCharge, paymentChargeLowering, paymentChargeActivities);
