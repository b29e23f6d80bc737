import { type NodeSketch, planOf, scheduled, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';

type WhileSketch = Extract<NodeSketch, { op: 'while' }>;

function plan(loop: Partial<WhileSketch>) {
  return planOf({
    variables: { n: { initial: 0 } },
    nodes: [
      { id: 'again', op: 'while', ...loop },
      { id: 'work', op: 'act', input: '${ index }', parent: 'again' },
      { id: 'inc', op: 'set', assign: { n: '${ vars.n + 1 }' }, value: '${ vars.n }', parent: 'again' },
      { id: 'after', op: 'act', input: '${ nodes.again }' },
    ],
  });
}

test('the condition is looked at before each turn', () => {
  const run = new TestRun(plan({ condition: '${ vars.n < input }' }));
  expect(run.start(2)).toMatchObject([{ key: 'work#1.1.1', input: 0 }]);
  expect(run.done('work#1.1.1')).toMatchObject([{ key: 'work#1.2.1', input: 1 }]);
  expect(run.done('work#1.2.1')).toMatchObject([{ key: 'after#1', input: { items: [0, 1], errors: [], count: 2 } }]);
  const never = new TestRun(plan({ condition: '${ vars.n < input }' }));
  expect(never.start(0)).toMatchObject([{ key: 'after#1', input: { items: [], count: 0 } }]);
});

test('times makes so many turns, evaluated once', () => {
  const run = new TestRun(plan({ times: '${ vars.n + 2 }' }));
  run.start();
  run.done('work#1.1.1');
  expect(run.done('work#1.2.1')).toMatchObject([{ key: 'after#1', input: { count: 2 } }]);
});

test.each([[1.5], ['2'], [null]])('a number of times that is not whole is an error of the loop: %j', (times) => {
  const run = new TestRun(plan({ times: '${ input }' }));
  run.start(times);
  expect(run.state.result?.error).toMatchObject({ code: 'expression', node: 'again' });
});

test('the turn over max_iterations is not begun and raises limit.iterations', () => {
  const run = new TestRun(plan({ condition: '${ true }', max_iterations: 1 }));
  run.start();
  run.done('work#1.1.1');
  expect(run.state.result?.error).toMatchObject({ code: 'limit.iterations', node: 'again', details: { max: 1 } });
  const fits = new TestRun(plan({ condition: '${ vars.n < 1 }', max_iterations: 1 }));
  fits.start();
  expect(scheduled(fits.done('work#1.1.1'))).toEqual(['after#1']);
});

test('until is looked at after each turn', () => {
  const run = new TestRun(plan({ condition: '${ true }', until: '${ nodes.work == "stop" }' }));
  run.start();
  run.done('work#1.1.1', 'go');
  expect(scheduled(run.done('work#1.2.1', 'stop'))).toEqual(['after#1']);
});

test('a turn that is skipped counts as a turn, and a condition that cannot be evaluated fails the loop', () => {
  const run = new TestRun(plan({ times: 2, on_item_error: 'skip' }));
  run.start();
  run.failed('work#1.1.1', 'http.500');
  expect(run.done('work#1.2.1')).toMatchObject([{ input: { items: [null, 0], count: 1 } }]);
  const wrong = new TestRun(plan({ condition: '${ input.nothing }', on_item_error: 'skip' }));
  wrong.start({});
  expect(wrong.state.result?.error).toMatchObject({ code: 'expression', node: 'again' });
});

test('a loop can go on in a fresh history at every turn that waits', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'again', op: 'while', times: 2 },
        { id: 'hold', op: 'wait', on: { duration: 'PT1H' }, parent: 'again' },
      ],
    }),
  );
  run.start();
  expect(run.state.status).toBe('waiting');
  run.pass();
  expect(run.visits).toEqual(['again#1 running', 'hold#1.1.1 completed', 'hold#1.2.1 waiting']);
  run.pass();
  expect(run.state.result?.status).toBe('completed');
});
