import { planOf, scheduled, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';

const counted = (max: number | null) =>
  planOf({
    variables: { n: { initial: 0 } },
    nodes: [
      { id: 'inc', op: 'set', assign: { n: '${ vars.n + 1 }' } },
      {
        id: 'more',
        op: 'decide',
        arms: [{ id: 'again', when: '${ vars.n < input }', to: 'inc' }],
        otherwise: null,
        errors: [{ on: ['limit'], to: 'stop' }],
      },
      { id: 'stop', op: 'end', output: '${ error }' },
    ],
    loops: [{ node: 'more', port: 'again', max }],
    output: { value: '${ vars.n }' },
  });

test('a back edge makes new visits, each with a new key', () => {
  const run = new TestRun(counted(10));
  run.start(3);
  expect(run.visits).toEqual(
    ['inc#1', 'more#1', 'inc#2', 'more#2', 'inc#3', 'more#3'].map((key) => `${key} completed`),
  );
});

test('a back edge may be taken max times, once more is limit.iterations at its source', () => {
  const fits = new TestRun(counted(9));
  fits.start(10);
  expect(fits.state.result?.output).toBe(10);
  const over = new TestRun(counted(9));
  over.start(11);
  expect(over.state.result?.output).toMatchObject({ code: 'limit.iterations', node: 'more', iteration: '10' });
});

test('a back edge at the error port is counted too', () => {
  const plan = planOf({
    nodes: [{ id: 'a', op: 'act', errors: [{ to: 'a' }] }],
    loops: [{ node: 'a', port: 'error', max: 2 }],
  });
  const run = new TestRun(plan);
  run.start();
  expect(scheduled(run.failed('a#1', 'http.500'))).toEqual(['a#2']);
  expect(scheduled(run.failed('a#2', 'http.500'))).toEqual(['a#3']);
  run.failed('a#3', 'http.500');
  expect(run.state.result?.error).toMatchObject({ code: 'limit.iterations', node: 'a', iteration: '3' });
});

test('of several error edges only the one that leads back is counted', () => {
  const plan = planOf({
    nodes: [
      { id: 'a', op: 'act', errors: [{ on: ['quota'], to: 'a' }, { to: 'b' }] },
      { id: 'b', op: 'act', input: '${ error.code }' },
    ],
    loops: [{ node: 'a', port: 'error', to: 'a', max: 1 }],
  });
  const run = new TestRun(plan);
  run.start();
  run.failed('a#1', 'quota');
  expect(run.failed('a#2', 'quota')).toMatchObject([{ key: 'b#1', input: 'limit.iterations' }]);
});

test('a back edge reached by on_error.continue is counted too', () => {
  const plan = planOf({ nodes: [{ id: 'a', op: 'act', continue: null, to: 'a' }], loops: [{ node: 'a', max: 1 }] });
  const run = new TestRun(plan);
  run.start();
  run.failed('a#1', 'http.500');
  run.failed('a#2', 'http.500');
  expect(run.state.result?.error).toMatchObject({ code: 'limit.iterations', iteration: '2' });
});

test('arms of a decision in mode all are counted each', () => {
  const plan = planOf({
    nodes: [
      { id: 'a', op: 'act' },
      {
        id: 'd',
        op: 'decide',
        mode: 'all',
        arms: [
          { id: 'x', when: '${ true }', to: 'b' },
          { id: 'y', when: '${ true }', to: 'a' },
        ],
      },
      { id: 'b', op: 'end' },
    ],
    loops: [{ node: 'd', port: 'y', max: 1 }],
  });
  const run = new TestRun(plan);
  run.start();
  run.done('a#1');
  run.done('a#2');
  expect(run.state.result?.error).toMatchObject({ code: 'limit.iterations', node: 'd', iteration: '2' });
});

test('long pure work yields, and the run goes on where it was', () => {
  const run = new TestRun(counted(null), { steps: 100, fuel: 1_000_000 });
  const commands = run.start(1_000);
  expect(commands).toEqual([{ type: 'start_timer', key: 'yield', at: 1 }]);
  let activations = 1;
  while (run.state.result === null) {
    run.pass();
    activations += 1;
  }
  expect([run.state.result.output, activations]).toEqual([1_000, 20]);
});

test('fuel makes it yield too', () => {
  const run = new TestRun(counted(null), { steps: 10_000, fuel: 50 });
  expect(run.start(1_000)).toMatchObject([{ type: 'start_timer', key: 'yield' }]);
});

test('an event that comes while the engine has yielded takes its turn, and one yield timer is enough', () => {
  const run = new TestRun(counted(null), { steps: 100, fuel: 1_000_000 });
  run.start(1_000);
  expect(run.message('m', 'c')).toEqual([]);
  run.cancel();
  expect(run.state.result?.status).toBe('cancelled');
});
