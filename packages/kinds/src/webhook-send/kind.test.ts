import { kindSuite } from '@omniroute/testing/kind-suite';
import { webhookSendActivities } from './activity.ts';
import { webhookSend } from './definition.ts';
import { webhookSendLowering } from './lower.ts';

kindSuite(import.meta.url, webhookSend, webhookSendLowering, webhookSendActivities);
