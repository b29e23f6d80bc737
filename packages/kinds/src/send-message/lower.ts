import type { Lowering } from '@omniroute/kind-sdk';
import type { sendMessage } from './definition.ts';

export const sendMessageLowering: Lowering<typeof sendMessage> = {
  type: 'send_message',
  lower: (_, context) => ({
    op: 'act',
    call: context.call(),
    output: context.output(),
    keep: null,
    next: context.next('out'),
  }),
};
