import { service } from '@omniroute/testing';
import { runtime, START, WAIT } from './places.ts';
import type { Section } from './rule.ts';

const JUDGE = 'runtime/src/domain/judge-message.test.ts';
const STORAGE = runtime('storage');
const MESSAGES = runtime('messages');
const mail = (config: object = {}) =>
  service()
    .message('news', { schema: { type: 'integer' } })
    .node('pause', 'wait', { duration: 'PT1M' })
    .node('read', 'wait', { message: { name: 'news', correlation: 'k', ...config }, timeout: 'PT1H' })
    .line('pause', 'read')
    .with({ outputs: { schema: {}, value: '${ nodes.read.payload }' } });
const at = (time: string, payload: number, id?: string) => ({
  at: time,
  name: 'news',
  correlation: 'k',
  payload,
  ...(id === undefined ? {} : { id }),
});

export const section9: Section = {
  title: '9. Messages and callbacks',
  shown: [
    [
      'is delivered once to every run that holds the key',
      STORAGE,
      'goes to every run that holds its key, once, however often it is sent',
    ],
    [
      'inside a run the oldest open wait takes it',
      WAIT,
      'of two open waits the one that opened first takes the message',
    ],
    [
      'takes only what arrived after the wait began',
      WAIT,
      'a wait that wants fresh mail takes only what was received after it began',
    ],
    ['`id` dedupes per tenant and name within `keep`', MESSAGES, 'is one per id and name of a tenant'],
    ['at least a day', MESSAGES, 'is forgotten after its time, its id not before a day'],
    ['until it ends', MESSAGES, 'is let go of by a run that ended'],
    ['is recorded as unread at its end', WAIT, 'mail that nobody took is recorded as unread at the end'],
    [
      'is handed once, to the first run that does',
      MESSAGES,
      'that nobody waits for yet is handed once, to the first run that will',
    ],
    ["it stays in the tenant's inbox for `keep`", MESSAGES, 'waits as long as its declaration says, and no longer'],
    [
      '(default `P1D`)',
      JUDGE,
      'and is kept a day where nothing is declared, or as long as the longest declaration says',
    ],
    [
      '`fresh` compares the time of receipt',
      MESSAGES,
      'is handed with the time it was received, however late that happens',
    ],
    [
      'A payload that does not fit the schema is refused to the sender',
      MESSAGES,
      'that does not fit is refused to the sender, also for a run of an older version',
    ],
    [
      'from `input` with the acceptance of the start',
      START,
      'a message that a run may wait for further on is not awaited where the input does not tell which',
    ],
    [
      'from an output by the worker that produced it',
      WAIT,
      'a correlation known late is registered by an act, and a failure of that fails the wait',
    ],
  ],
  played: [
    [
      'mail that no wait has taken stays with the run',
      mail(),
      { messages: [at('PT1S', 5)] },
      { output: 5, duration: 'PT1M' },
    ],
    [
      '`accept: fresh`',
      mail({ accept: 'fresh' }),
      { messages: [at('PT1S', 5), at('PT2M', 6)] },
      { output: 6, duration: 'PT2M' },
    ],
    [
      '`id` dedupes',
      mail()
        .node('again', 'wait', { message: { name: 'news', correlation: 'k' }, timeout: 'PT1H' })
        .line('read', 'again')
        .with({ outputs: { schema: {}, value: '${ [nodes.read.payload, nodes.again.payload] }' } }),
      { messages: [at('PT1S', 5, 'm-1'), at('PT2S', 5, 'm-1'), at('PT3S', 7, 'm-2')] },
      { output: [5, 7] },
    ],
  ],
};
