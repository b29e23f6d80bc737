import type { Lowering } from '@omniroute/kind-sdk';
import type { sendNotification } from './definition.ts';

export const sendNotificationLowering: Lowering<typeof sendNotification> = {
  type: 'send_notification',
  check: (config) =>
    config.text === undefined && config.template === undefined
      ? [{ code: 'OR6010', pointer: '', expected: '"text" or "template"', facts: { where: 'A notification' } }]
      : [],
  lower: (_, context) => ({
    op: 'act',
    call: context.call(),
    output: context.output(),
    keep: null,
    next: context.next('out'),
  }),
};
