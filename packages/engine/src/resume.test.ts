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
