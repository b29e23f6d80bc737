import { planOf, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { judgeAnswer } from '../judge-answer.ts';
import { canContinue } from '../resume.ts';

const plan = planOf({
  nodes: [
    { id: 'split', op: 'fork', branches: { x: 'box', y: 'hold', z: 'ask' } },
    { id: 'box', op: 'scope', to: null, errors: [{ to: null }] },
    { id: 'first', op: 'act', parent: 'box', undo: { by: 'undo_first' } },
    { id: 'second', op: 'act', parent: 'box', undo: { by: 'undo_second' } },
    { id: 'ship', op: 'act', parent: 'box' },
    { id: 'undo_first', op: 'act', parent: 'box' },
    { id: 'undo_second', op: 'act', parent: 'box' },
    { id: 'hold', op: 'wait', on: { message: 'm', correlation: 'c' }, timeout: { after: 'PT1H' }, to: null },
    { id: 'ask', op: 'task', outcomes: { done: null } },
  ],
});

function parked(): TestRun {
  const run = new TestRun(plan);
  run.start();
  run.done('ask#1:open');
  run.done('first#1.1');
  run.done('second#1.1');
  run.failed('ship#1.1', 'http.500');
  run.failed('undo_second#1.1', 'http.503', 5);
  return run;
}

test('P17 an undo that fails for good parks the run and says which undo and why', () => {
  const run = parked();
  expect(run.view.status).toBe('incident');
  expect(run.view.error).toEqual({
    code: 'http.503',
    message: 'http.503',
    node: 'undo_second',
    iteration: '1.1',
    attempt: 5,
  });
  expect(run.visits).toContain('undo_second#1.1 failed');
  expect(run.state.incident?.key).toBe('undo_second#1.1');
});

test('nothing of it moves: what comes later is kept', () => {
  const run = parked();
  expect([...run.message('m', 'c'), ...run.pass(), ...run.cancel()]).toEqual([]);
  expect(run.state.held.map((event) => event.kind)).toEqual(['message', 'timer', 'cancel']);
  expect(run.state.waits['hold#1']).toBeDefined();
  expect(run.view.status).toBe('incident');
});

test('a person who answers a task of it is told so', () => {
  const run = parked();
  const answer = { key: 'ask#1', outcome: 'done', data: {}, by: 'ada', roles: ['*'] };
  expect(judgeAnswer(plan, run.state, answer)).toContain('parked');
  expect(run.answer('ask#1', 'done')).toMatchObject([{ type: 'answer', answer: { ok: false } }]);
});

test('it can go on in a fresh history once it has heard of all that was under way', () => {
  const run = parked();
  expect(canContinue(run.state)).toBe(true);
  const busy = new TestRun(
    planOf({
      nodes: [
        { id: 'split', op: 'fork', branches: { x: 'box', y: 'work' } },
        { id: 'box', op: 'scope', to: null },
        { id: 'first', op: 'act', parent: 'box', undo: { by: 'back' } },
        { id: 'ship', op: 'act', parent: 'box' },
        { id: 'back', op: 'act', parent: 'box' },
        { id: 'work', op: 'act', to: null },
      ],
    }),
  );
  busy.start();
  busy.done('first#1.1');
  busy.failed('ship#1.1', 'http.500');
  busy.failed('back#1.1', 'http.404');
  expect(canContinue(busy.state)).toBe(false);
  busy.done('work#1');
  expect(canContinue(busy.state)).toBe(true);
});

test('an undo whose input cannot be evaluated parks the run too, one with on_error.continue does not', () => {
  const nodes = [
    { id: 'first', op: 'act', undo: { by: 'back' } },
    { id: 'ship', op: 'act' },
  ] as const;
  const blind = new TestRun(
    planOf({ nodes: [...nodes, { id: 'back', op: 'act', input: '${ input.nothing }' }], error_policy: 'compensate' }),
  );
  blind.start({});
  blind.done('first#1');
  blind.failed('ship#1', 'http.500');
  expect(blind.view).toMatchObject({ status: 'incident', error: { code: 'expression', node: 'back', iteration: '1' } });
  const mild = new TestRun(
    planOf({ nodes: [...nodes, { id: 'back', op: 'act', continue: null }], error_policy: 'compensate' }),
  );
  mild.start({});
  mild.done('first#1');
  mild.failed('ship#1', 'http.500');
  mild.failed('back#1', 'http.500');
  expect(mild.state.result?.status).toBe('compensated');
});
