import { actLowering, checkAddress } from '@omniroute/kind-sdk';
import type { webhookSend } from './definition.ts';

export const webhookSendLowering = actLowering<typeof webhookSend>('webhook_send', checkAddress);
