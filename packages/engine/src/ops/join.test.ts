import { type NodeSketch, planOf, scheduled, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';

type JoinSketch = Extract<NodeSketch, { op: 'join' }>;

/** Three branches with an effect each, a join, and an effect that tells what it says. */
function plan(join: Partial<JoinSketch>, more: readonly NodeSketch[] = []) {
  return planOf({
    nodes: [
      { id: 'split', op: 'fork', branches: { x: 'a', y: 'b', z: 'c' } },
      { id: 'a', op: 'act', to: 'meet' },
      { id: 'b', op: 'act', to: 'meet' },
      { id: 'c', op: 'act', to: 'meet' },
      { id: 'meet', op: 'join', to: 'after', ...join },
      { id: 'after', op: 'act', input: '${ nodes.meet }', to: null },
      ...more,
    ],
  });
}

test('mode all goes on once every branch has come', () => {
  const run = new TestRun(plan({}));
  run.start();
  run.done('c#1');
  run.done('a#1');
  expect(run.done('b#1')).toMatchObject([
    { type: 'schedule', key: 'after#1', input: { winner: 'z', arrived: ['z', 'x', 'y'] } },
  ]);
});

test('mode any goes on with the first and cancels the rest', () => {
  const run = new TestRun(plan({ mode: 'any' }));
  run.start();
  expect(run.done('b#1')).toMatchObject([
    { type: 'cancel', key: 'a#1' },
    { type: 'cancel', key: 'c#1' },
    { type: 'schedule', key: 'after#1', input: { winner: 'y', arrived: ['y'] } },
  ]);
  expect(run.visits).toContain('a#1 cancelled');
});

test('a join visits once: what comes late ends quietly', () => {
  const run = new TestRun(plan({ mode: 'any', cancel_rest: false }));
  run.start();
  expect(scheduled(run.done('b#1'))).toEqual(['after#1']);
  expect(run.done('a#1')).toEqual([]);
  expect(run.done('after#1')).toEqual([]);
  run.done('c#1');
  expect(run.state.result?.status).toBe('completed');
  expect(run.visits.filter((visit) => visit.startsWith('meet'))).toEqual(['meet#1 completed']);
});

test('mode count needs as many as its expression says when the first branch comes', () => {
  const run = new TestRun(plan({ mode: 'count', count: '${ input }' }));
  run.start(2);
  expect(run.done('c#1')).toEqual([]);
  expect(run.done('a#1')).toMatchObject([
    { type: 'cancel', key: 'b#1' },
    { key: 'after#1', input: { winner: 'z', arrived: ['z', 'x'] } },
  ]);
});

test.each([[0], [-1], [1.5], ['2'], [null]])(
  'a count that is not a whole number of branches fails the join: %j',
  (n) => {
    const run = new TestRun(plan({ mode: 'count', count: '${ input }' }));
    run.start(n);
    expect(run.done('c#1')).toMatchObject([
      { type: 'cancel', key: 'a#1' },
      { type: 'cancel', key: 'b#1' },
    ]);
    run.failed('a#1', 'cancelled');
    run.failed('b#1', 'cancelled');
    expect(run.state.result?.error).toMatchObject({ code: 'expression', node: 'meet', iteration: '1' });
  },
);

test('a failed branch fails a join in mode all at once, its siblings cancelled', () => {
  const run = new TestRun(plan({}));
  run.start();
  run.done('c#1');
  expect(run.failed('a#1', 'http.500')).toEqual([{ type: 'cancel', key: 'b#1' }]);
  run.failed('b#1', 'cancelled');
  expect(run.state.result).toMatchObject({ status: 'failed', error: { code: 'http.500', node: 'a', iteration: '1' } });
  expect(run.visits).toContain('meet#1 failed');
});

test('a join that fails does so as a node: its continue, its error edges', () => {
  const continued = new TestRun(plan({ continue: { winner: null } }));
  continued.start();
  expect(continued.failed('a#1', 'http.500').at(-1)).toMatchObject({ key: 'after#1', input: { winner: null } });
  const caught = new TestRun(
    plan({ errors: [{ on: ['http'], to: 'rescue' }] }, [
      { id: 'rescue', op: 'act', input: '${ error.node }', to: null },
    ]),
  );
  caught.start();
  expect(caught.failed('a#1', 'http.500').at(-1)).toMatchObject({ key: 'rescue#1', input: 'a' });
});

test('a join that ignores errors does without the branch and counts again', () => {
  const run = new TestRun(plan({ on_branch_error: 'ignore' }));
  run.start();
  run.done('a#1');
  run.failed('b#1', 'http.500');
  expect(run.done('c#1')).toMatchObject([{ key: 'after#1', input: { arrived: ['x', 'z'] } }]);
});

test('a branch that fails last lets the join go on with those that came', () => {
  const run = new TestRun(plan({ on_branch_error: 'ignore' }));
  run.start();
  run.done('a#1');
  run.done('c#1');
  expect(run.failed('b#1', 'http.500')).toMatchObject([{ key: 'after#1', input: { arrived: ['x', 'z'] } }]);
});

test('a join in mode all at which nobody can arrive is not visited', () => {
  const run = new TestRun(plan({ on_branch_error: 'ignore' }));
  run.start();
  for (const key of ['a#1', 'b#1', 'c#1']) run.failed(key, 'http.500');
  expect(run.state.result?.status).toBe('completed');
  expect(run.visits.some((visit) => visit.startsWith('meet'))).toBe(false);
});

test('when fewer can arrive than are needed it raises join.unreachable', () => {
  const run = new TestRun(plan({ mode: 'count', count: 2 }));
  run.start();
  run.done('a#1');
  run.failed('b#1', 'http.500');
  run.failed('c#1', 'http.500');
  expect(run.state.result?.error).toEqual({
    code: 'join.unreachable',
    message: '"meet" needs 2 of its branches, and only 1 can arrive.',
    details: { arrived: ['x'], needed: 2 },
    node: 'meet',
    iteration: '1',
  });
  const any = new TestRun(plan({ mode: 'any' }));
  any.start();
  for (const key of ['a#1', 'b#1', 'c#1']) any.failed(key, 'http.500');
  expect(any.state.result?.error).toMatchObject({ code: 'join.unreachable', details: { arrived: [], needed: 1 } });
});

test('errors of branches that come late are dropped where the join ignores errors', () => {
  const run = new TestRun(plan({ mode: 'any', cancel_rest: false }));
  run.start();
  run.done('b#1');
  run.done('after#1');
  run.failed('a#1', 'http.500');
  run.done('c#1');
  expect(run.state.result?.status).toBe('completed');
});

test('where it does not, they go outward', () => {
  const run = new TestRun(plan({ mode: 'any', cancel_rest: false, on_branch_error: 'fail' }));
  run.start();
  run.done('b#1');
  run.failed('a#1', 'http.500');
  run.failed('c#1', 'cancelled');
  run.failed('after#1', 'cancelled');
  expect(run.state.result?.error).toMatchObject({ code: 'http.500', node: 'a' });
});

test('an implicit join hands the error to the branch around its fork, and that is cancelled with it', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'outer', op: 'fork', branches: { p: 'split', q: 'd' } },
        { id: 'split', op: 'fork', branches: { x: 'a', y: 'b' } },
        { id: 'a', op: 'act', to: 'meet' },
        { id: 'b', op: 'act', to: 'meet' },
        { id: 'meet', op: 'act', gathers: true, to: 'last' },
        { id: 'd', op: 'act', to: 'last' },
        { id: 'last', op: 'join', on_branch_error: 'ignore', to: 'after' },
        { id: 'after', op: 'act', input: '${ nodes.last.arrived }', to: null },
      ],
    }),
  );
  run.start();
  expect(run.failed('a#1', 'http.500')).toEqual([{ type: 'cancel', key: 'b#1' }]);
  expect(run.done('d#1')).toMatchObject([{ key: 'after#1', input: ['q'] }]);
});

test('what a cancelled loser wrote is never seen: outputs and variables are as they were', () => {
  const run = new TestRun(
    planOf({
      variables: { v: { initial: 'before' } },
      nodes: [
        { id: 'split', op: 'fork', branches: { x: 'a', y: 'b' } },
        { id: 'a', op: 'set', assign: { v: 'mine' }, value: 1, to: 'hold' },
        { id: 'hold', op: 'act', to: 'meet' },
        { id: 'b', op: 'act', to: 'meet' },
        { id: 'meet', op: 'join', mode: 'any' },
        { id: 'after', op: 'act', input: ['${ has(nodes.a) }', '${ vars.v }'] },
      ],
    }),
  );
  run.start();
  expect(run.state.frames[0]?.slots).toEqual({ 0: 'mine' });
  expect(run.done('b#1').at(-1)).toMatchObject({ key: 'after#1', input: [false, 'before'] });
  expect(run.view.variables).toEqual({ v: 'before' });
});

test('a wait, a task and a timer of a loser are called off; the row of the task is closed', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'split', op: 'fork', branches: { x: 'hold', y: 'ask', z: 'c' } },
        { id: 'hold', op: 'wait', on: { duration: 'PT1H' }, to: 'meet' },
        { id: 'ask', op: 'task', outcomes: { done: 'meet' }, due: 'PT1H' },
        { id: 'c', op: 'act', to: 'meet' },
        { id: 'meet', op: 'join', mode: 'any', to: null },
      ],
    }),
  );
  run.start();
  run.done('ask#1:open');
  expect(run.done('c#1')).toMatchObject([
    { type: 'cancel_timer', key: 'hold#1:duration' },
    { type: 'cancel_timer', key: 'ask#1:due' },
    { type: 'schedule', key: 'ask#1:close', input: { key: 'ask#1', state: 'withdrawn', outcome: null } },
  ]);
  run.done('ask#1:close');
  expect(run.state.result?.status).toBe('completed');
});

test('a task that is being opened while it is cancelled is closed once it is there', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'split', op: 'fork', branches: { y: 'ask', z: 'c' } },
        { id: 'ask', op: 'task', outcomes: { done: 'meet' } },
        { id: 'c', op: 'act', to: 'meet' },
        { id: 'meet', op: 'join', mode: 'any', to: null },
      ],
    }),
  );
  run.start();
  expect(run.done('c#1')).toEqual([]);
  expect(scheduled(run.done('ask#1:open'))).toEqual(['ask#1:close']);
  run.done('ask#1:close');
  expect(run.state.result?.status).toBe('completed');
});

test('a join that fails tells the fork around it, also where nothing else of that is left', () => {
  const plan = planOf({
    nodes: [
      { id: 'outer', op: 'fork', branches: { x: 'quiet', y: 'inner' } },
      { id: 'quiet', op: 'act', to: null },
      { id: 'inner', op: 'fork', branches: { p: 'work', q: 'near' } },
      { id: 'work', op: 'act', to: 'near' },
      { id: 'near', op: 'join', to: 'far' },
      { id: 'far', op: 'join' },
    ],
  });
  const run = new TestRun(plan);
  run.start();
  run.done('quiet#1');
  run.failed('work#1', 'http.404');
  expect(run.state.result).toMatchObject({ status: 'failed', error: { code: 'http.404', node: 'work' } });
});
