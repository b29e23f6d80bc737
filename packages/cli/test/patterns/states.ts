import { service } from '@omniroute/testing';
import { pauses, type Supported, steps } from './pattern.ts';

const inTry = { parent: 'try' };
const word = { schema: { type: 'object' } } as const;

/** A person's or the world's say: choices that others make, cancelling, triggers, shared states. */
export const states: readonly Supported[] = [
  {
    number: 16,
    name: 'Deferred choice',
    service: steps('a', 'b')
      .message('reply.came', word)
      .node('first', 'wait', {
        events: [
          { id: 'reply', message: { name: 'reply.came', correlation: 'k' } },
          { id: 'late', duration: 'PT1H' },
        ],
      })
      .edge('first:reply', 'a')
      .edge('first:late', 'b'),
    scenario: { messages: [{ at: 'PT5M', name: 'reply.came', correlation: 'k' }] },
    path: 'first a',
  },
  {
    number: 18,
    name: 'Milestone',
    service: pauses(steps('use'), { time: 'PT1M' })
      .variable('open', { type: 'boolean' }, { initial: false })
      .node('go', 'parallel')
      .node('reach', 'set_variables', { assignments: [{ variable: 'open', value: true }] })
      .node('milestone', 'wait', { condition: '${ vars.open }' })
      .line('go', 'time', 'reach')
      .line('go', 'milestone', 'use'),
    path: 'go time milestone reach use',
  },
  {
    number: 19,
    name: 'Cancel task',
    service: pauses(steps('late').node('try', 'scope', { timeout: 'PT1M' }), { work: 'PT1H' }, 'try').edge(
      'try:timeout',
      'late',
    ),
    path: 'try work:cancelled late',
  },
  {
    number: 20,
    name: 'Cancel case',
    service: pauses(steps('a'), { work: 'PT1H' }).line('a', 'work'),
    scenario: { cancel_at: 'PT1M' },
    path: 'a work:cancelled',
  },
  {
    number: 25,
    name: 'Cancel region',
    service: pauses(steps('late').node('try', 'scope', { timeout: 'PT1M' }), { one: 'PT1H', two: 'PT2H' }, 'try')
      .node('go', 'parallel', {}, inTry)
      .line('go', 'one')
      .line('go', 'two')
      .edge('try:timeout', 'late'),
    path: 'try go one:cancelled two:cancelled late',
  },
  {
    number: 26,
    name: 'Cancel multiple instance activity',
    service: pauses(
      steps('late')
        .node('try', 'scope', { timeout: 'PT1M' })
        .node('each', 'loop', { items: [1, 2], concurrency: 2 }, inTry),
      { work: 'PT1H' },
      'each',
    ).edge('try:timeout', 'late'),
    path: 'try each:cancelled work:cancelled work:cancelled late',
  },
  {
    number: 23,
    name: 'Transient trigger',
    service: pauses(service('pattern', 'Pattern'), { before: 'PT10M' })
      .message('signal.given', word)
      .node('wait', 'wait', { message: { name: 'signal.given', correlation: 'k', accept: 'fresh' }, timeout: 'PT1H' })
      .node('late', 'transform', { output: 1 })
      .line('before', 'wait')
      .edge('wait:timeout', 'late'),
    scenario: { messages: [{ at: 'PT5M', name: 'signal.given', correlation: 'k' }] },
    path: 'before wait late',
  },
  {
    number: 24,
    name: 'Persistent trigger',
    service: pauses(steps('after'), { before: 'PT10M' })
      .message('signal.given', word)
      .node('wait', 'wait', { message: { name: 'signal.given', correlation: 'k' }, timeout: 'PT1H' })
      .line('before', 'wait', 'after'),
    scenario: { messages: [{ at: 'PT5M', name: 'signal.given', correlation: 'k' }] },
    path: 'before wait after',
  },
  {
    number: 39,
    name: 'Critical section',
    service: pauses(
      pauses(
        service('pattern', 'Pattern')
          .node('go', 'parallel')
          .node('one', 'scope', { mutex: 'till' })
          .node('two', 'scope', { mutex: 'till' })
          .line('go', 'one')
          .line('go', 'two'),
        { first: 'PT1M' },
        'one',
      ),
      { second: 'PT1M' },
      'two',
    ),
    path: 'go one two first second',
  },
];
