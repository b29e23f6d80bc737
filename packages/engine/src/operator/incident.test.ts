import { planOf, scheduled, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { judgeOperation } from './judge-operation.ts';

const plan = planOf({
  nodes: [
    { id: 'split', op: 'fork', branches: { x: 'box', y: 'hold' } },
    { id: 'box', op: 'scope', to: null, errors: [{ to: 'after' }] },
    { id: 'first', op: 'act', parent: 'box', undo: { by: 'undo_first' } },
    { id: 'second', op: 'act', parent: 'box', undo: { by: 'undo_second', reads: ['second'] } },
    { id: 'ship', op: 'act', parent: 'box' },
    { id: 'undo_first', op: 'act', parent: 'box' },
    { id: 'undo_second', op: 'act', parent: 'box', input: ['${ nodes.second }', '${ compensation.key }'] },
    { id: 'hold', op: 'wait', on: { message: 'm', correlation: 'c' }, timeout: { after: 'PT1H' }, to: null },
    { id: 'after', op: 'act', to: null },
  ],
});

function parked(): TestRun {
  const run = new TestRun(plan);
  run.start();
  run.done('first#1.1');
  run.done('second#1.1', 's');
  run.failed('ship#1.1', 'http.500');
  run.failed('undo_second#1.1', 'http.503', 5);
  return run;
}

test('an undo that failed is retried under a new key with the same input, and then everything goes on', () => {
  const run = parked();
  expect(run.operate({ action: 'retry_undo', key: 'undo_second#1.1' }, 'u1')).toMatchObject([
    { type: 'answer', update: 'u1', answer: { ok: true, outcome: 'undo_second#1.1~2' } },
    { type: 'upsert', attributes: { RunStatus: 'running' } },
    { type: 'schedule', key: 'undo_second#1.1~2', node: 'undo_second', input: ['s', 'second#1.1'] },
  ]);
  expect(run.view).toMatchObject({ status: 'running', error: null });
  expect(scheduled(run.done('undo_second#1.1~2'))).toEqual(['undo_first#1.1']);
  expect(scheduled(run.done('undo_first#1.1'))).toEqual(['after#1']);
  expect(run.visits).toContain('undo_second#1.1 failed');
  expect(run.visits).toContain('undo_second#1.1~2 completed');
});

test('a retry that fails for good parks the run again, and the next one has a key of its own', () => {
  const run = parked();
  run.operate({ action: 'retry_undo', key: 'undo_second#1.1' });
  run.failed('undo_second#1.1~2', 'http.404');
  expect(run.view).toMatchObject({ status: 'incident', error: { code: 'http.404', iteration: '1.1~2' } });
  expect(scheduled(run.operate({ action: 'retry_undo', key: 'undo_second#1.1~2' }))).toEqual(['undo_second#1.1~3']);
});

test('an undo that is skipped counts as done by a person, and the next one begins', () => {
  const run = parked();
  expect(scheduled(run.operate({ action: 'skip_undo', key: 'undo_second#1.1' }))).toEqual(['undo_first#1.1']);
  expect(scheduled(run.done('undo_first#1.1'))).toEqual(['after#1']);
  run.message('m', 'c');
  run.done('after#1');
  expect(run.view).toMatchObject({ status: 'completed', error: null });
});

test('who did it and why is an event of the run', () => {
  const run = parked();
  run.operate({ action: 'retry_undo', key: 'undo_second#1.1' });
  expect(run.events.filter((event) => event.type === 'operator')).toMatchObject([
    { action: 'retry_undo', by: 'ada', reason: 'because', key: 'undo_second#1.1', again: 'undo_second#1.1~2' },
  ]);
});

test('what was held is played in its order once the run moves', () => {
  const run = parked();
  run.message('m', 'c');
  run.cancel();
  expect(run.state.held.map((event) => event.kind)).toEqual(['message', 'cancel']);
  run.operate({ action: 'skip_undo', key: 'undo_second#1.1' });
  // The message was taken before the run was cancelled; the undo under way is waited for.
  expect(run.visits).toContain('hold#1 completed');
  expect(run.state.held).toEqual([]);
  expect(run.state.result).toBeNull();
  run.done('undo_first#1.1');
  expect(run.view.status).toBe('cancelled');
});

test('an incident of a run that was ending lets it end as compensated', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'first', op: 'act', undo: { by: 'back' } },
        { id: 'ship', op: 'act' },
        { id: 'back', op: 'act' },
      ],
      error_policy: 'compensate',
    }),
  );
  run.start();
  run.done('first#1');
  run.failed('ship#1', 'http.500');
  run.failed('back#1', 'http.500');
  run.operate({ action: 'skip_undo', key: 'back#1' });
  expect(run.state.result).toMatchObject({ status: 'compensated', error: { code: 'http.500', node: 'ship' } });
});

test('a decision about another undo than the one that failed is refused, and one about none', () => {
  const run = parked();
  expect(judgeOperation(run.plan, run.state, { action: 'skip_undo', key: 'undo_first#1.1' })).toBe(
    'The undo that failed is "undo_second#1.1", not "undo_first#1.1".',
  );
  run.operate({ action: 'skip_undo', key: 'undo_second#1.1' });
  expect(judgeOperation(run.plan, run.state, { action: 'skip_undo', key: 'undo_second#1.1' })).toBe(
    'No undo of the run has failed for good.',
  );
});

test('two people who decide at once: the first decision counts, the second hears that it came too late', () => {
  const run = parked();
  const asked = (update: string, by: string) => ({
    kind: 'operator' as const,
    update,
    operation: { action: 'retry_undo', key: 'undo_second#1.1' } as const,
    by,
    reason: 'because',
  });
  const commands = run.step(asked('u1', 'ada'), asked('u2', 'bob'));
  expect(commands.filter((command) => command.type === 'answer')).toMatchObject([
    { update: 'u1', answer: { ok: true } },
    { update: 'u2', answer: { ok: false, reason: 'No undo of the run has failed for good.' } },
  ]);
  expect(scheduled(commands)).toEqual(['undo_second#1.1~2']);
});

test('a decision sent twice is carried out once and answered alike', () => {
  const run = parked();
  run.operate({ action: 'retry_undo', key: 'undo_second#1.1' }, 'u1');
  expect(run.operate({ action: 'retry_undo', key: 'undo_second#1.1' }, 'u1')).toEqual([
    { type: 'answer', update: 'u1', answer: { ok: true, outcome: 'undo_second#1.1~2' } },
  ]);
});

test('a person cancels a run that undoes something: the undo under way is finished, and nothing is called off', () => {
  const run = new TestRun(plan);
  run.start();
  run.done('first#1.1');
  run.done('second#1.1', 's');
  expect(scheduled(run.failed('ship#1.1', 'http.500'))).toEqual(['undo_second#1.1']);
  const cancelled = run.operate({ action: 'cancel' }).filter(({ type }) => type === 'cancel');
  expect(cancelled).toEqual([]);
  expect(scheduled(run.done('undo_second#1.1'))).toEqual(['undo_first#1.1']);
  run.done('undo_first#1.1');
  expect(run.view.status).toBe('cancelled');
});

test('an undo that failed while the run was paused is decided once the run is resumed', () => {
  const run = new TestRun(plan);
  run.start();
  run.done('first#1.1');
  run.done('second#1.1', 's');
  run.failed('ship#1.1', 'http.500');
  run.operate({ action: 'pause' });
  run.failed('undo_second#1.1', 'http.503', 5);
  const retry = { action: 'retry_undo', key: 'undo_second#1.1' } as const;
  expect(judgeOperation(run.plan, run.state, retry)).toBe('The run is paused; resume it first.');
  run.operate({ action: 'resume' });
  expect(scheduled(run.operate(retry))).toEqual(['undo_second#1.1~2']);
});
