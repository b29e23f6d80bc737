import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Event } from './event.ts';
import { sortEvents } from './sort-events.ts';

const at = 0;
const activity = (key: string): Event => ({
  kind: 'activity',
  at,
  key,
  attempts: 1,
  result: { ok: true, output: null },
});
const timer = (key: string): Event => ({ kind: 'timer', at, key });
const message = (id: string): Event => ({ kind: 'message', at, id, name: 'm', correlation: 'c', payload: null });
const task = (key: string, update: string): Event => ({
  kind: 'task',
  at,
  key,
  update,
  outcome: 'done',
  data: null,
  by: 'ada',
});
const start: Event = {
  kind: 'start',
  at,
  facts: { run: 'r', tenant: 't', service: 's', version: 1, started_at: 0, trigger: 'manual' },
  input: null,
};
const cancel: Event = { kind: 'cancel', at, reason: 'x' };
const tick: Event = { kind: 'tick', at };

test('events are taken by kind in the fixed order, then by key', () => {
  const sorted = [
    start,
    cancel,
    message('1'),
    task('a#1', 'u'),
    activity('a#1'),
    activity('b#1'),
    timer('a#1'),
    timer('b#1'),
    tick,
  ];
  expect(sortEvents([...sorted].reverse())).toEqual(sorted);
});

test('messages, and answers to one task, keep their order of arrival', () => {
  const given = [task('b#1', 'u-2'), message('2'), task('a#1', 'u-3'), message('1'), task('a#1', 'u-1')];
  expect(sortEvents(given)).toEqual([
    message('2'),
    message('1'),
    task('a#1', 'u-3'),
    task('a#1', 'u-1'),
    task('b#1', 'u-2'),
  ]);
});

test('keys are compared by code units, the same on every machine', () => {
  expect(sortEvents([timer('a#10'), timer('a#2'), timer('B#1')]).map((event) => 'key' in event && event.key)).toEqual([
    'B#1',
    'a#10',
    'a#2',
  ]);
});

test('events with different keys sort alike in whatever order they arrive', () => {
  const events = [
    start,
    cancel,
    ...['a', 'b', 'c'].flatMap((key) => [task(`${key}#1`, key), activity(`${key}#1`), timer(`${key}#1`)]),
    tick,
  ];
  const expected = sortEvents(events);
  fc.assert(
    fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
      expect(sortEvents(shuffled)).toEqual(expected);
    }),
  );
});
