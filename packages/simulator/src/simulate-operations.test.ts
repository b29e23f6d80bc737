import { planOf } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';

const saga = planOf({
  nodes: [
    { id: 'charge', op: 'act', undo: { by: 'refund' } },
    { id: 'ship', op: 'act' },
    { id: 'refund', op: 'act' },
  ],
  error_policy: 'compensate',
});
const fails = { error: { code: 'http.422', message: 'no' } };

test('an undo that failed is retried by a person, and the mock of its node answers anew', () => {
  const report = simulate(saga, {
    name: 'retried',
    input: null,
    mocks: { ship: [fails], 'refund#1': [fails] },
    operations: [{ at: 'PT1H', action: 'retry_undo', key: 'refund#1', by: 'ada', reason: 'the bank is back' }],
  });
  expect(report).toMatchObject({ status: 'compensated', duration: 'PT1H', error: { code: 'http.422', node: 'ship' } });
  expect(report.calls.map(({ key }) => key)).toEqual(['charge#1', 'ship#1', 'refund#1', 'refund#1~2']);
  expect(report.events.filter((event) => event.type === 'operator')).toMatchObject([
    { by: 'ada', reason: 'the bank is back', key: 'refund#1', again: 'refund#1~2' },
  ]);
});

test('a paused run begins nothing until it is resumed, and one that nobody resumes stays paused', () => {
  const mocks = { charge: [{ after: 'PT10S' }] };
  const pause = { at: 'PT1S', action: 'pause' } as const;
  const left = simulate(saga, { name: 'left', input: null, mocks, operations: [pause] });
  expect([left.status, left.path.map(({ node, status }) => `${node} ${status}`)]).toEqual([
    'paused',
    ['charge completed'],
  ]);
  const resumed = simulate(saga, {
    name: 'resumed',
    input: null,
    mocks,
    operations: [pause, { at: 'PT1H', action: 'resume' }],
  });
  expect(resumed).toMatchObject({ status: 'completed', duration: 'PT1H' });
});
