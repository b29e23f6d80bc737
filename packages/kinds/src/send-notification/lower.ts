import { actLowering } from '@omniroute/kind-sdk';
import type { sendNotification } from './definition.ts';

export const sendNotificationLowering = actLowering<typeof sendNotification>('send_notification', (config) =>
  config.text === undefined && config.template === undefined
    ? [{ code: 'OR6010', pointer: '', expected: '"text" or "template"', facts: { where: 'A notification' } }]
    : [],
);
