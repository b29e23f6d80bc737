import { planOf, scheduled, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';

test('a variable of a container begins at its initial value in each turn', () => {
  const run = new TestRun(
    planOf({
      variables: { mine: { initial: '${ index * 10 }', scope: 'all' }, n: { initial: 0 } },
      nodes: [
        { id: 'all', op: 'each' },
        { id: 'inc', op: 'set', parent: 'all', assign: { mine: '${ vars.mine + 1 }', n: '${ vars.n + 1 }' } },
        { id: 'look', op: 'act', parent: 'all', input: ['${ vars.mine }', '${ vars.n }'] },
      ],
    }),
  );
  expect(run.start([0, 0])).toMatchObject([{ input: [1, 1] }]);
  expect(run.done('look#1.1.1')).toMatchObject([{ input: [11, 2] }]);
});

test('bodies of a concurrent loop read the variables as they stood at its start', () => {
  const run = new TestRun(
    planOf({
      variables: { n: { initial: 'old' } },
      nodes: [
        { id: 'split', op: 'fork', branches: { x: 'all', y: 'change' } },
        { id: 'all', op: 'each', concurrency: 2, to: null },
        { id: 'look', op: 'act', parent: 'all', input: '${ vars.n }' },
        { id: 'change', op: 'set', assign: { n: 'new' }, to: null },
      ],
    }),
  );
  run.start([1, 2, 3]);
  expect(run.done('look#1.2.1')).toMatchObject([{ key: 'look#1.3.1', input: 'old' }]);
});

const BRANCHES = planOf({
  variables: { list: { initial: [], merge: 'append', schema: { type: 'array', maxItems: 2 } } },
  nodes: [
    { id: 'split', op: 'fork', branches: { x: 'a', y: 'b' } },
    { id: 'a', op: 'act', to: 'put_a' },
    { id: 'put_a', op: 'set', add: { list: 'a' }, to: 'meet' },
    { id: 'b', op: 'act', to: 'put_b' },
    { id: 'put_b', op: 'set', add: { list: '${ nodes.b }' }, to: 'meet' },
    { id: 'meet', op: 'join' },
    { id: 'after', op: 'act', input: '${ vars.list }' },
  ],
});

test('contributions of branches merge where they meet, in the order of the branches', () => {
  const run = new TestRun(BRANCHES);
  run.start();
  run.done('b#1', 'b');
  expect(run.state.frames[0]?.slots).toEqual({ 0: [] });
  expect(run.done('a#1')).toMatchObject([{ key: 'after#1', input: ['a', 'b'] }]);
});

test('contributions of branches that end on their own merge when the fork is over', () => {
  const run = new TestRun(
    planOf({
      variables: { sum: { initial: 0, merge: 'sum' } },
      nodes: [
        { id: 'split', op: 'fork', branches: { x: 'a', y: 'b' } },
        { id: 'a', op: 'set', add: { sum: 1 }, to: null },
        { id: 'b', op: 'act', to: 'put' },
        { id: 'put', op: 'set', add: { sum: 2 }, to: null },
      ],
      output: { value: '${ vars.sum }' },
    }),
  );
  run.start();
  expect(run.state.frames[0]?.slots).toEqual({ 0: 0 });
  run.done('b#1');
  expect(run.state.result?.output).toBe(3);
});

test('what a cancelled branch contributed is not merged', () => {
  const run = new TestRun(
    planOf({
      variables: { sum: { initial: 0, merge: 'sum' } },
      nodes: [
        { id: 'split', op: 'fork', branches: { x: 'a', y: 'b' } },
        { id: 'a', op: 'set', add: { sum: 1 }, to: 'hold' },
        { id: 'hold', op: 'act', to: 'meet' },
        { id: 'b', op: 'act', to: 'put' },
        { id: 'put', op: 'set', add: { sum: 2 }, to: 'meet' },
        { id: 'meet', op: 'join', mode: 'any' },
        { id: 'after', op: 'act', input: '${ vars.sum }' },
      ],
    }),
  );
  run.start();
  expect(run.done('b#1').at(-1)).toMatchObject({ key: 'after#1', input: 2 });
});

test('contributions of items that run beside each other merge at the end, in the order of the items', () => {
  const run = new TestRun(
    planOf({
      variables: { list: { initial: [], merge: 'append' } },
      nodes: [
        { id: 'all', op: 'each', concurrency: 3 },
        { id: 'work', op: 'act', parent: 'all' },
        { id: 'put', op: 'set', parent: 'all', add: { list: '${ item }' } },
        { id: 'after', op: 'act', input: '${ vars.list }' },
      ],
    }),
  );
  run.start(['p', 'q', 'r']);
  run.done('work#1.3.1');
  run.done('work#1.1.1');
  expect(run.state.frames[0]?.slots).toEqual({ 0: [] });
  expect(run.done('work#1.2.1')).toMatchObject([{ key: 'after#1', input: ['p', 'q', 'r'] }]);
});

test('contributions of items one after the other are merged at once', () => {
  const run = new TestRun(
    planOf({
      variables: { sum: { initial: 0, merge: 'sum' } },
      nodes: [
        { id: 'all', op: 'each' },
        { id: 'put', op: 'set', parent: 'all', add: { sum: '${ item }' } },
        { id: 'look', op: 'act', parent: 'all', input: '${ vars.sum }' },
      ],
    }),
  );
  expect(run.start([2, 3])).toMatchObject([{ input: 2 }]);
  expect(run.done('look#1.1.1')).toMatchObject([{ input: 5 }]);
});

test('a contribution that no variable can hold is an error of its node, one too many where they merge', () => {
  const wrong = new TestRun(
    planOf({
      variables: { sum: { schema: { type: 'integer' }, initial: 0, merge: 'sum' } },
      nodes: [
        { id: 'all', op: 'each', concurrency: 2 },
        { id: 'put', op: 'set', parent: 'all', add: { sum: '${ item }' } },
      ],
    }),
  );
  wrong.start(['x', 1]);
  expect(wrong.state.result?.error).toMatchObject({ code: 'validation.variable', node: 'put', iteration: '1.1.1' });
  const full = new TestRun(
    planOf({
      variables: { list: { initial: [], merge: 'append', schema: { type: 'array', maxItems: 1 } } },
      nodes: [
        { id: 'all', op: 'each', concurrency: 2 },
        { id: 'put', op: 'set', parent: 'all', add: { list: '${ item }' } },
      ],
    }),
  );
  full.start([1, 2]);
  expect(full.state.result?.error).toMatchObject({ code: 'validation.variable', node: 'all', iteration: '1' });
});

test('contributions climb through nested branches and loops to the variable that they are for', () => {
  const run = new TestRun(
    planOf({
      variables: { list: { initial: [], merge: 'append' } },
      nodes: [
        { id: 'split', op: 'fork', branches: { x: 'first', y: 'all' } },
        { id: 'first', op: 'set', add: { list: 'x' }, to: 'meet' },
        { id: 'all', op: 'each', items: ['p', 'q'], to: 'meet' },
        { id: 'inner', op: 'fork', parent: 'all', branches: { r: 'one', s: 'two' } },
        { id: 'one', op: 'set', parent: 'all', add: { list: '${ item + "1" }' }, to: 'close' },
        { id: 'two', op: 'set', parent: 'all', add: { list: '${ item + "2" }' }, to: 'close' },
        { id: 'close', op: 'join', parent: 'all' },
        { id: 'meet', op: 'join' },
        { id: 'after', op: 'act', input: '${ vars.list }' },
      ],
    }),
  );
  const commands = run.start();
  expect(scheduled(commands)).toEqual(['after#1']);
  expect(commands).toMatchObject([{ input: ['x', 'p1', 'p2', 'q1', 'q2'] }]);
});
