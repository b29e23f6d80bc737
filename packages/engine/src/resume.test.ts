import { planOf, TestRun } from '@omniroute/testing';
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
