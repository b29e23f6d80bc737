import { kindSuite } from '@omniroute/testing/kind-suite';
import { sendNotificationActivities } from './activity.ts';
import { sendNotification } from './definition.ts';
import { sendNotificationLowering } from './lower.ts';

kindSuite(import.meta.url, sendNotification, sendNotificationLowering, sendNotificationActivities);
