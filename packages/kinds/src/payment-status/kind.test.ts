import { kindSuite } from '@omniroute/testing/kind-suite';
import { paymentStatusActivities } from './activity.ts';
import { paymentStatus } from './definition.ts';
import { paymentStatusLowering } from './lower.ts';

kindSuite(import.meta.url, paymentStatus, paymentStatusLowering, paymentStatusActivities);
