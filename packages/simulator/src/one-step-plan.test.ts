import { oneStepPlan } from '@omniroute/plan';
import { planOf, retryOf } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';

const plan = planOf({
  nodes: [
    { id: 'all', op: 'each' },
    {
      id: 'charge',
      op: 'act',
      parent: 'all',
      input: { amount: '${ item }' },
      output: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
      options: { retry: [retryOf({ attempts: 3 })] },
      errors: [{ to: 'refund' }],
      undo: { by: 'refund' },
    },
    { id: 'refund', op: 'act', parent: 'all' },
    { id: 'after', op: 'act' },
  ],
});
const played = (mocks: object[]) => {
  const step = oneStepPlan(plan, 'charge', { amount: 7 });
  return step === null ? null : simulate(step, { name: 'one', mocks: { charge: mocks } as never });
};

test('one step of a plan is done alone, with the input that is given', () => {
  const { status, calls, path } = played([{ output: { id: 'c-1' } }]) ?? {};
  expect([status, calls, path?.map(({ node }) => node)]).toEqual([
    'completed',
    [{ node: 'charge', key: 'charge#1', attempt: 1, input: { amount: 7 } }],
    ['charge'],
  ]);
});

test('it is not tried again, not undone, and its error is what comes of it', () => {
  const { status, calls, error } = played([{ error: { code: 'http.503', message: 'busy' } }]) ?? {};
  expect([status, calls?.length, error?.code]).toEqual(['failed', 1, 'http.503']);
  expect(played([{ output: { id: 7 } }])?.error?.code).toBe('validation.output');
});

test('a step without an effect of its own cannot be done', () => {
  expect([oneStepPlan(plan, 'all', {}), oneStepPlan(plan, 'nowhere', {})]).toEqual([null, null]);
});
