import { planOf, scheduled, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { judgeOperation } from './judge-operation.ts';

const planWith = (policy?: 'compensate') =>
  planOf({
    nodes: [
      { id: 'first', op: 'act', undo: { by: 'back' } },
      { id: 'hold', op: 'wait', on: { message: 'm', correlation: 'c' } },
      { id: 'back', op: 'act' },
    ],
    ...(policy === undefined ? {} : { error_policy: policy }),
  });

function waiting(policy?: 'compensate'): TestRun {
  const run = new TestRun(planWith(policy));
  run.start();
  run.done('first#1');
  return run;
}

test.each([
  ['as the policy says, which undoes', 'compensate', undefined, ['back#1']],
  ['as the policy says, which does not', undefined, undefined, []],
  ['without compensation though the policy undoes', 'compensate', false, []],
  ['with compensation though the policy does not', undefined, true, ['back#1']],
] as const)('a person cancels %s', (_, policy, compensate, keys) => {
  const run = waiting(policy);
  expect(scheduled(run.operate({ action: 'cancel', ...(compensate === undefined ? {} : { compensate }) }))).toEqual(
    keys,
  );
  if (keys.length > 0) run.done('back#1');
  expect(run.state.result).toMatchObject({ status: 'cancelled', error: { code: 'cancelled', message: 'because' } });
});

test('a paused run that is cancelled is no longer paused', () => {
  const run = waiting('compensate');
  run.operate({ action: 'pause' });
  expect(scheduled(run.operate({ action: 'cancel' }))).toEqual(['back#1']);
});

test('a run that is ending, or waits for a decision about an undo, is not cancelled again', () => {
  const run = waiting('compensate');
  run.operate({ action: 'cancel' });
  expect(judgeOperation(run.plan, run.state, { action: 'cancel' })).toBe('The run is ending already.');
  run.failed('back#1', 'http.500');
  expect(judgeOperation(run.plan, run.state, { action: 'cancel' })).toContain('decide about it first');
});
