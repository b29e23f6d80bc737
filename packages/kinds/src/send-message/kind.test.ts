import { kindSuite } from '@omniroute/testing/kind-suite';
import { sendMessageActivities } from './activity.ts';
import { sendMessage } from './definition.ts';
import { sendMessageLowering } from './lower.ts';

kindSuite(import.meta.url, sendMessage, sendMessageLowering, sendMessageActivities);
