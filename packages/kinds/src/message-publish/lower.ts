import { actLowering } from '@omniroute/kind-sdk';
import type { messagePublish } from './definition.ts';

export const messagePublishLowering = actLowering<typeof messagePublish>('message_publish', ({ topic }) =>
  !topic.includes('${') && (topic.includes('*') || topic.includes('#'))
    ? [{ code: 'OR6012', pointer: '/topic', facts: { problem: 'Only readers can name several topics at once' } }]
    : [],
);
