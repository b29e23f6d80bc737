import { actLowering } from '@omniroute/kind-sdk';
import type { sendMessage } from './definition.ts';

export const sendMessageLowering = actLowering<typeof sendMessage>('send_message');
