import { planOf, scheduled, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { judgeAnswer } from '../judge-answer.ts';
import { canContinue, resume } from '../resume.ts';
import { judgeOperation } from './judge-operation.ts';

const plan = planOf({
  nodes: [
    { id: 'split', op: 'fork', branches: { x: 'work', y: 'hold', z: 'ask' } },
    { id: 'work', op: 'act', to: 'next' },
    { id: 'next', op: 'act', to: null },
    { id: 'hold', op: 'wait', on: { message: 'm', correlation: 'c' }, timeout: { after: 'PT1H' }, to: 'then' },
    { id: 'then', op: 'act', to: null },
    { id: 'ask', op: 'task', outcomes: { done: null } },
  ],
});

function paused(): TestRun {
  const run = new TestRun(plan);
  run.start();
  run.done('ask#1:open');
  run.operate({ action: 'pause' });
  return run;
}

test('of a paused run what is in flight ends, and nothing new begins', () => {
  const run = paused();
  expect(run.view.status).toBe('paused');
  expect(run.done('work#1')).toEqual([]);
  expect(run.visits).toContain('work#1 completed');
  expect(scheduled(run.operate({ action: 'resume' }))).toEqual(['next#1']);
  expect(run.view.status).toBe('running');
});

test('timers and messages that come meanwhile are kept, and come in their order when it is resumed', () => {
  const run = paused();
  expect([...run.message('m', 'c'), ...run.pass()]).toEqual([]);
  expect(run.state.held.map((event) => event.kind)).toEqual(['message', 'timer']);
  expect(run.visits).toContain('hold#1 waiting');
  expect(scheduled(run.operate({ action: 'resume' }))).toEqual(['then#1']);
  expect(run.visits).toContain('hold#1 completed');
});

test('a person who answers a task of it is told so, and may answer once it is resumed', () => {
  const run = paused();
  const answer = { key: 'ask#1', outcome: 'done', data: {}, by: 'ada', roles: ['*'] };
  expect(judgeAnswer(plan, run.state, answer)).toContain('paused');
  expect(run.answer('ask#1', 'done', {}, 'a1')).toMatchObject([{ type: 'answer', answer: { ok: false } }]);
  run.operate({ action: 'resume' });
  expect(run.answer('ask#1', 'done', {}, 'a1')[0]).toMatchObject({ answer: { ok: true } });
});

test('a run does not end while it is paused', () => {
  const run = new TestRun(planOf({ nodes: [{ id: 'only', op: 'act' }] }));
  run.start();
  run.operate({ action: 'pause' });
  run.done('only#1');
  expect(run.state.result).toBeNull();
  run.operate({ action: 'resume' });
  expect(run.view.status).toBe('completed');
});

test('an undo does not begin while the run is paused, and begins when it is resumed', () => {
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
  run.operate({ action: 'pause' });
  expect(run.failed('ship#1', 'http.500')).toEqual([]);
  expect(scheduled(run.operate({ action: 'resume' }))).toEqual(['back#1']);
  run.operate({ action: 'pause' });
  run.failed('back#1', 'http.500');
  // Both: the undo that failed is what people see; the pause is ended first.
  expect(run.view.status).toBe('incident');
  expect(judgeOperation(run.plan, run.state, { action: 'skip_undo', key: 'back#1' })).toContain('resume it first');
  run.operate({ action: 'resume' });
  expect(run.view.status).toBe('incident');
  run.operate({ action: 'skip_undo', key: 'back#1' });
  expect(run.view.status).toBe('compensated');
});

test('cancelling a paused run ends the pause', () => {
  const run = paused();
  run.message('m', 'c');
  expect(run.cancel()).toContainEqual({ type: 'cancel', key: 'work#1' });
  run.failed('work#1', 'cancelled');
  expect(run.view.status).toBe('cancelled');
});

test('a paused run goes on in a fresh history, still paused, once nothing is in flight', () => {
  const run = paused();
  expect(canContinue(run.state)).toBe(false);
  run.done('work#1');
  run.message('m', 'c');
  expect(canContinue(run.state)).toBe(true);
  expect(resume(plan, run.state)).toEqual([{ type: 'start_timer', key: 'hold#1:timeout', at: 3_600_000 }]);
  expect(run.view.status).toBe('paused');
  expect(scheduled(run.operate({ action: 'resume' })).sort()).toEqual(['next#1', 'then#1']);
});

test('pausing twice is refused, and resuming what is not paused, and acting on a run that has ended', () => {
  const run = paused();
  expect(judgeOperation(run.plan, run.state, { action: 'pause' })).toBe('The run is paused already.');
  run.operate({ action: 'resume' });
  expect(run.operate({ action: 'resume' })).toMatchObject([
    { type: 'answer', answer: { ok: false, reason: 'The run is not paused.' } },
  ]);
  expect(run.events.filter((event) => event.type === 'operator').map((event) => event.action)).toEqual([
    'pause',
    'resume',
  ]);
  const ended = new TestRun(planOf({ nodes: [{ id: 'stop', op: 'end' }] }));
  ended.start();
  expect(judgeOperation(ended.plan, ended.state, { action: 'pause' })).toBe('The run has ended.');
});
