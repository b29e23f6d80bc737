import { planOf, scheduled, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';

const split = { id: 'split', op: 'fork', branches: { x: 'a', y: 'b' } } as const;
const a = { id: 'a', op: 'act', to: 'meet' } as const;
const b = { id: 'b', op: 'act', to: 'meet' } as const;
const meet = { id: 'meet', op: 'join' } as const;
const after = { id: 'after', op: 'act', input: '${ nodes.meet }' } as const;

test('every branch of a parallel starts a token, in the order of its branches', () => {
  const run = new TestRun(planOf({ nodes: [split, a, b, meet, after] }));
  expect(scheduled(run.start())).toEqual(['a#1', 'b#1']);
  expect(run.visits).toEqual(['split#1 completed', 'a#1 running', 'b#1 running']);
});

test('branches have no part in keys', () => {
  const run = new TestRun(planOf({ nodes: [split, a, b, meet, after] }));
  run.start();
  run.done('b#1');
  expect(run.done('a#1')).toMatchObject([{ key: 'after#1', input: { winner: 'y', arrived: ['y', 'x'] } }]);
});

test('a branch that leads nowhere ends at once, and branches without a join end on their own', () => {
  const plan = planOf({
    nodes: [
      { id: 'split', op: 'fork', branches: { x: 'a', y: null } },
      { id: 'a', op: 'act', to: null },
    ],
  });
  const run = new TestRun(plan);
  run.start();
  run.done('a#1');
  expect(run.state.result?.status).toBe('completed');
  expect(run.state.forks).toEqual({});
});

test('a split without connections holds nothing up', () => {
  const plan = planOf({
    nodes: [
      { id: 'all', op: 'each', items: [1, 2], to: 'after' },
      { id: 'split', op: 'fork', branches: {}, to: null, parent: 'all' },
      { id: 'after', op: 'act' },
    ],
  });
  const run = new TestRun(plan);
  expect(scheduled(run.start())).toEqual(['after#1']);
  expect(run.state.forks).toEqual({});
});

test('a fork in a cycle opens anew each time', () => {
  const plan = planOf({
    variables: { n: { initial: 0 } },
    nodes: [
      split,
      a,
      b,
      meet,
      { id: 'inc', op: 'set', assign: { n: '${ vars.n + 1 }' } },
      { id: 'more', op: 'decide', arms: [{ id: 'again', when: '${ vars.n < 2 }', to: 'split' }], otherwise: null },
    ],
    loops: [{ node: 'more', port: 'again', max: null }],
  });
  const run = new TestRun(plan);
  run.start();
  run.done('a#1');
  expect(scheduled(run.done('b#1'))).toEqual(['a#2', 'b#2']);
  run.done('b#2');
  expect(run.state.result).toBeNull();
  run.done('a#2');
  expect(run.state.result?.status).toBe('completed');
});

const INNER = planOf({
  nodes: [
    { id: 'split', op: 'fork', branches: { x: 'inner', y: 'c' } },
    { id: 'inner', op: 'fork', branches: { p: 'a', q: 'b' } },
    { id: 'a', op: 'act', to: 'close' },
    { id: 'b', op: 'act', to: 'close' },
    { id: 'close', op: 'join', to: 'meet' },
    { id: 'c', op: 'act', to: 'meet' },
    { id: 'meet', op: 'join' },
    { id: 'after', op: 'act', input: '${ nodes.meet }' },
  ],
});

test('a join closes the fork nearest to it, and the outer one counts the whole as one branch', () => {
  const run = new TestRun(INNER);
  run.start();
  run.done('a#1');
  run.done('c#1');
  expect(run.done('b#1')).toMatchObject([{ key: 'after#1', input: { winner: 'y', arrived: ['y', 'x'] } }]);
});

test('a branch whose token ends elsewhere is not waited for', () => {
  const plan = planOf({
    nodes: [
      { id: 'split', op: 'fork', branches: { x: 'a', y: 'b' } },
      { id: 'a', op: 'act', to: 'meet', errors: [{ to: 'mourn' }] },
      { id: 'b', op: 'act', to: 'meet' },
      { id: 'mourn', op: 'act', to: null },
      { id: 'meet', op: 'join' },
      { id: 'after', op: 'act', input: '${ nodes.meet.arrived }' },
    ],
  });
  const run = new TestRun(plan);
  run.start();
  run.done('b#1');
  // Out of reach of the join from here on, though still under way.
  const commands = run.failed('a#1', 'http.500');
  expect(scheduled(commands)).toEqual(['mourn#1', 'after#1']);
  expect(commands).toContainEqual(expect.objectContaining({ key: 'after#1', input: ['y'] }));
});

test('a decision in mode all is a fork of the branches it takes, and its join needs only those', () => {
  const arms = ['x', 'y', 'z'].map((id) => ({ id, when: `\${ "${id}" in input }`, to: id === 'z' ? 'meet' : id }));
  const plan = planOf({
    nodes: [
      { id: 'pick', op: 'decide', mode: 'all', arms, otherwise: 'other' },
      { id: 'x', op: 'act', to: 'meet' },
      { id: 'y', op: 'act', to: 'meet' },
      { id: 'other', op: 'act', to: 'meet' },
      { id: 'meet', op: 'join' },
      { id: 'after', op: 'act', input: '${ nodes.meet.arrived }' },
    ],
  });
  const two = new TestRun(plan);
  expect(scheduled(two.start(['x', 'z']))).toEqual(['x#1']);
  expect(two.done('x#1')).toMatchObject([{ key: 'after#1', input: ['z', 'x'] }]);
  const none = new TestRun(plan);
  expect(scheduled(none.start([]))).toEqual(['other#1']);
  expect(none.done('other#1')).toMatchObject([{ key: 'after#1', input: ['default'] }]);
});

test('a node that all branches enter runs once, after all, and leaves no trace of the meeting', () => {
  const plan = planOf({ nodes: [split, a, b, { id: 'meet', op: 'act', gathers: true }] });
  const run = new TestRun(plan);
  run.start();
  expect(run.done('a#1')).toEqual([]);
  expect(scheduled(run.done('b#1'))).toEqual(['meet#1']);
  expect(run.visits).toEqual(['split#1 completed', 'a#1 completed', 'b#1 completed', 'meet#1 running']);
});

test('where branches meet one after the other, the later one counts all that became one', () => {
  const plan = planOf({
    nodes: [
      { id: 'split', op: 'fork', branches: { x: 'a', y: 'b', z: 'c' } },
      { id: 'a', op: 'act', to: 'first' },
      { id: 'b', op: 'act', to: 'first' },
      { id: 'c', op: 'act', to: 'last' },
      { id: 'first', op: 'join', to: 'between' },
      { id: 'between', op: 'act', to: 'last' },
      { id: 'last', op: 'join' },
      { id: 'after', op: 'act', input: '${ nodes.last.arrived }' },
    ],
  });
  const run = new TestRun(plan);
  run.start();
  run.done('a#1');
  run.done('c#1');
  expect(scheduled(run.done('b#1'))).toEqual(['between#1']);
  expect(run.done('between#1')).toMatchObject([{ key: 'after#1', input: ['z', 'x', 'y'] }]);
});

test('in a general graph of parallels every node waits for all its edges', () => {
  // a leads to c and d, b leads to d and e: d waits for both.
  const plan = planOf({
    nodes: [
      { id: 'split', op: 'fork', branches: { x: 'a', y: 'b' } },
      { id: 'a', op: 'act', to: 'a2' },
      { id: 'a2', op: 'fork', flat: true, branches: { p: 'c', q: 'd' } },
      { id: 'b', op: 'act', to: 'b2' },
      { id: 'b2', op: 'fork', flat: true, branches: { p: 'd', q: 'e' } },
      { id: 'c', op: 'act', to: 'end' },
      { id: 'd', op: 'act', gathers: 'edges', to: 'end' },
      { id: 'e', op: 'act', to: 'end' },
      { id: 'end', op: 'act', gathers: 'edges' },
    ],
  });
  const run = new TestRun(plan);
  run.start();
  expect(scheduled(run.done('a#1'))).toEqual(['c#1']);
  expect(scheduled(run.done('b#1'))).toEqual(['e#1', 'd#1']);
  run.done('c#1');
  run.done('e#1');
  expect(scheduled(run.done('d#1'))).toEqual(['end#1']);
  run.done('end#1');
  expect(run.state.result?.status).toBe('completed');
  expect([run.state.forks, run.state.branches]).toEqual([{}, {}]);
});

test('the error in scope before a fork is in scope again behind it', () => {
  const plan = planOf({
    nodes: [
      { id: 'first', op: 'act', errors: [{ to: 'split' }], to: null },
      split,
      { ...a, errors: [{ to: 'meet' }] },
      b,
      meet,
      { id: 'after', op: 'act', input: '${ error.node }' },
    ],
  });
  const run = new TestRun(plan);
  run.start();
  run.failed('first#1', 'http.500');
  run.failed('a#1', 'http.503');
  expect(run.done('b#1')).toMatchObject([{ key: 'after#1', input: 'first' }]);
});

test('terminate inside a branch ends the run as completed and cancels the rest', () => {
  const plan = planOf({
    nodes: [
      { id: 'split', op: 'fork', branches: { y: 'b', x: 'a' } },
      { id: 'a', op: 'end', terminate: true },
      { ...b, to: null },
    ],
  });
  const run = new TestRun(plan);
  expect(run.start()).toContainEqual({ type: 'cancel', key: 'b#1' });
  run.failed('b#1', 'cancelled');
  expect(run.state.result?.status).toBe('completed');
});
