import { planOf, scheduled, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { canContinue, resume } from './resume.ts';

const plan = planOf({
  deadline_ms: 86_400_000,
  nodes: [
    { id: 'a', op: 'act' },
    { id: 'w', op: 'wait', on: { message: 'm', correlation: 'c' }, timeout: { after: 'PT1H' } },
    { id: 'call', op: 'task', outcomes: { done: null }, due: 'PT1H' },
  ],
});

test('timers are set up again in a fresh history by their absolute instants', () => {
  const run = new TestRun(plan);
  run.start();
  run.now = 5_000;
  run.done('a#1');
  expect(resume(plan, run.state)).toEqual([
    { type: 'start_timer', key: 'run:deadline', at: 86_400_000 },
    { type: 'start_timer', key: 'w#1:timeout', at: 3_605_000 },
  ]);
});

test('a run can go on in a fresh history while it waits, not while an effect is in flight', () => {
  const run = new TestRun(plan);
  const seen: boolean[] = [];
  const look = () => seen.push(canContinue(run.state));
  run.start();
  look();
  run.done('a#1');
  look();
  run.message('m', 'c');
  look();
  run.done('call#1:open');
  look();
  run.answer('call#1', 'done');
  look();
  run.done('call#1:close');
  look();
  expect(seen).toEqual([false, true, false, true, false, false]);
});

test('a run that is ending or has yielded does not go on in a fresh history', () => {
  const ending = new TestRun(plan);
  ending.start();
  ending.cancel();
  expect(canContinue(ending.state)).toBe(false);
  const spinning = new TestRun(planOf({ nodes: [{ id: 's', op: 'set', to: 's' }] }), { steps: 10, fuel: 1_000 });
  spinning.start();
  expect(canContinue(spinning.state)).toBe(false);
});

test('a run that drains begins nothing new, and goes on in a fresh history with what was ready', () => {
  const loop = planOf({
    nodes: [
      { id: 'all', op: 'each', concurrency: 2 },
      { id: 'work', op: 'act', parent: 'all' },
    ],
    output: { value: '${ nodes.all.count }' },
  });
  const run = new TestRun(loop);
  run.start([1, 2, 3, 4]);
  run.budget = { steps: 10_000, fuel: 1_000_000, drain: true };
  expect(run.done('work#1.1.1')).toEqual([]);
  expect(canContinue(run.state)).toBe(false);
  expect(run.done('work#1.2.1')).toEqual([]);
  expect(canContinue(run.state)).toBe(true);
  expect(resume(loop, run.state)).toEqual([{ type: 'start_timer', key: 'yield', at: 1 }]);
  run.budget = { steps: 10_000, fuel: 1_000_000 };
  expect(scheduled(run.pass())).toEqual(['work#1.3.1', 'work#1.4.1']);
  run.done('work#1.3.1');
  run.done('work#1.4.1');
  expect(run.state.result?.output).toBe(4);
});

const DRAIN = { steps: 10_000, fuel: 1_000_000, drain: true };
const ALL = { steps: 10_000, fuel: 1_000_000 };

/** Three effects that can be undone, and one that fails. */
const saga = planOf({
  nodes: [
    { id: 'all', op: 'each', keep: { fields: { count: null } } },
    { id: 'reserve', op: 'act', parent: 'all', undo: { by: 'release', reads: ['reserve'] } },
    { id: 'ship', op: 'act' },
    { id: 'after', op: 'act' },
    { id: 'release', op: 'act', input: '${ compensation.key }', parent: 'all' },
  ],
  error_policy: 'compensate',
});

function failing(output: string): TestRun {
  const run = new TestRun(saga);
  run.start([1, 2, 3]);
  for (const n of [1, 2, 3]) run.done(`reserve#1.${n}.1`, output);
  return run;
}

test('a run that undoes what it did goes on in a fresh history between two undos', () => {
  const run = failing('r');
  expect(scheduled(run.failed('ship#1', 'http.422'))).toEqual(['release#1.3.1']);
  run.budget = DRAIN;
  expect(run.done('release#1.3.1')).toEqual([]);
  expect(canContinue(run.state)).toBe(true);
  expect(resume(saga, run.state)).toEqual([{ type: 'start_timer', key: 'yield', at: 1 }]);
  run.budget = ALL;
  expect(scheduled(run.pass())).toEqual(['release#1.2.1']);
  expect(scheduled(run.done('release#1.2.1'))).toEqual(['release#1.1.1']);
  run.done('release#1.1.1');
  expect(run.state.result).toMatchObject({ status: 'compensated', error: { code: 'http.422' } });
});

test('a run that is paused while it drains undoes nothing before it is resumed in the fresh history', () => {
  const run = failing('r');
  run.failed('ship#1', 'http.422');
  run.budget = DRAIN;
  run.done('release#1.3.1');
  run.operate({ action: 'pause' });
  resume(saga, run.state);
  run.budget = ALL;
  expect(scheduled(run.pass())).toEqual([]);
  expect(scheduled(run.operate({ action: 'resume' }))).toEqual(['release#1.2.1']);
});

/** It has reserved much and is about to go on in a fresh history. */
function outgrown(): TestRun {
  const run = failing('x'.repeat(600_000));
  run.budget = DRAIN;
  return run;
}

test('a run that remembers more than a fresh history can begin with fails with limit.payload and undoes what it did', () => {
  const run = outgrown();
  // Of what it remembers so much is to be undone that all of it happens in the old history.
  expect(scheduled(run.done('ship#1'))).toEqual(['release#1.3.1']);
  expect(canContinue(run.state)).toBe(false);
  run.done('release#1.3.1');
  run.done('release#1.2.1');
  run.done('release#1.1.1');
  expect(run.state.result).toMatchObject({
    status: 'compensated',
    error: { code: 'limit.payload', details: { max: 1_500_000 } },
  });
});

test('where what is left fits, what is to be undone goes on in fresh histories', () => {
  const plan = planOf({
    nodes: [
      { id: 'all', op: 'each' },
      { id: 'load', op: 'act', parent: 'all' },
      { id: 'reserve', op: 'act', parent: 'all', undo: { by: 'release' } },
      { id: 'ship', op: 'act', input: '${ nodes.load }', parent: 'all' },
      { id: 'release', op: 'act', parent: 'all' },
    ],
    error_policy: 'compensate',
  });
  const run = new TestRun(plan);
  run.start([1]);
  run.done('load#1.1.1', 'x'.repeat(1_600_000));
  run.budget = DRAIN;
  expect(run.done('reserve#1.1.1')).toEqual([]);
  expect([run.state.ending?.error?.code, canContinue(run.state)]).toEqual(['limit.payload', true]);
  resume(plan, run.state);
  run.budget = ALL;
  expect(scheduled(run.pass())).toEqual(['release#1.1.1']);
});

test('a run that is paused stays in its history with what is too much, and fails once it is resumed', () => {
  const run = outgrown();
  run.operate({ action: 'pause' });
  expect(run.done('ship#1')).toEqual([]);
  expect([run.state.ending, canContinue(run.state)]).toEqual([null, false]);
  expect(scheduled(run.operate({ action: 'resume' }))).toEqual(['release#1.3.1']);
});
