import { type NodeSketch, planOf, scheduled, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';

type ScopeSketch = Extract<NodeSketch, { op: 'scope' }>;

function plan(scope: Partial<ScopeSketch>, more: readonly NodeSketch[] = []) {
  return planOf({
    nodes: [
      { id: 'box', op: 'scope', to: 'after', ...scope },
      { id: 'work', op: 'act', parent: 'box' },
      { id: 'after', op: 'act', input: '${ nodes.?box.orValue(null) }', to: null },
      { id: 'rescue', op: 'act', input: '${ error }', to: null },
      ...more,
    ],
  });
}

test('a scope runs its body under a prefix of its visit and gives {} or its output', () => {
  const run = new TestRun(plan({}));
  expect(scheduled(run.start())).toEqual(['work#1.1']);
  expect(run.done('work#1.1')).toMatchObject([{ key: 'after#1', input: {} }]);
  expect(run.visits).toEqual(['box#1 completed', 'work#1.1 completed', 'after#1 running']);
  const told = new TestRun(plan({ output: { got: '${ nodes.work }' } }));
  told.start();
  expect(told.done('work#1.1', 7)).toMatchObject([{ key: 'after#1', input: { got: 7 } }]);
});

test('its error edges catch by code what its body does not catch, with the place where it arose', () => {
  const run = new TestRun(plan({ errors: [{ on: ['http'], to: 'rescue' }] }));
  run.start();
  expect(run.failed('work#1.1', 'http.500', 2)).toMatchObject([
    { key: 'rescue#1', input: { code: 'http.500', node: 'work', iteration: '1.1', attempt: 2 } },
  ]);
  const other = new TestRun(plan({ errors: [{ on: ['http'], to: 'rescue' }] }));
  other.start();
  other.failed('work#1.1', 'quota');
  expect(other.state.result).toMatchObject({ status: 'failed', error: { code: 'quota', node: 'work' } });
});

test('an output that cannot be evaluated is an error of the scope', () => {
  const run = new TestRun(plan({ output: '${ nodes.work.nothing }', errors: [{ to: 'rescue' }] }));
  run.start();
  expect(run.done('work#1.1', {})).toMatchObject([{ key: 'rescue#1', input: { code: 'expression', node: 'box' } }]);
});

test('a timeout cancels the body and leaves by its port with the error timeout.scope', () => {
  const run = new TestRun(plan({ timeout: { after: 'PT1H', to: 'rescue' } }));
  expect(run.start()).toContainEqual({ type: 'start_timer', key: 'box#1:timeout', at: 3_600_000 });
  expect(run.pass()).toMatchObject([
    { type: 'cancel', key: 'work#1.1' },
    { key: 'rescue#1', input: { code: 'timeout.scope', node: 'box', iteration: '1' } },
  ]);
  expect(run.visits).toContain('work#1.1 cancelled');
});

test('a timeout whose port is not connected is raised', () => {
  const run = new TestRun(plan({ timeout: { after: 'PT1H' }, errors: [{ on: ['timeout.scope'], to: 'rescue' }] }));
  run.start();
  expect(scheduled(run.pass())).toEqual(['rescue#1']);
});

test('a scope that ends in time calls its timer off', () => {
  const run = new TestRun(plan({ timeout: { after: 'PT1H' } }));
  run.start();
  expect(run.done('work#1.1')).toContainEqual({ type: 'cancel_timer', key: 'box#1:timeout' });
});

test('a retry is a new visit after the pause, as long as attempts and time last', () => {
  const run = new TestRun(plan({ retry: [{ attempts: 3 }], total_ms: 2_500 }));
  run.start();
  expect(run.failed('work#1.1', 'http.500')).toEqual([{ type: 'start_timer', key: 'box#1:retry', at: 1_000 }]);
  expect(scheduled(run.pass())).toEqual(['work#2.1']);
  // The next pause would be two seconds.
  run.failed('work#2.1', 'http.500');
  expect(run.state.result).toMatchObject({ status: 'failed', error: { code: 'http.500', iteration: '2.1' } });
});

test('a visit cancelled in its pause does not come back', () => {
  const run = new TestRun(plan({ retry: [{}] }));
  run.start();
  run.failed('work#1.1', 'http.500');
  expect(run.cancel()).toContainEqual({ type: 'cancel_timer', key: 'box#1:retry' });
  expect(run.state.result?.status).toBe('cancelled');
});

const BUSY: readonly NodeSketch[] = [
  { id: 'split', op: 'fork', branches: { x: 'one', y: 'two', z: 'three' } },
  { id: 'one', op: 'scope', mutex: '${ input }', to: null },
  { id: 'a', op: 'act', parent: 'one' },
  { id: 'two', op: 'scope', mutex: '${ input }', to: null, continue: {}, timeout: { after: 'PT1H' } },
  { id: 'b', op: 'act', parent: 'two' },
  { id: 'three', op: 'scope', mutex: '${ input }', to: null },
  { id: 'c', op: 'act', parent: 'three' },
];

test('scopes with an equal mutex take turns, first come first served', () => {
  const run = new TestRun(planOf({ nodes: BUSY }));
  expect(scheduled(run.start({ order: 1 }))).toEqual(['a#1.1']);
  expect(run.visits).toEqual([
    'split#1 completed',
    'one#1 running',
    'two#1 waiting',
    'three#1 waiting',
    'a#1.1 running',
  ]);
  expect(scheduled(run.done('a#1.1'))).toEqual(['b#1.1']);
  expect(scheduled(run.done('b#1.1'))).toEqual(['c#1.1']);
  run.done('c#1.1');
  expect([run.state.result?.status, run.state.mutexes]).toEqual(['completed', {}]);
});

test('a mutex is let go however its scope ends, and a scope that waits for it may run out of time', () => {
  const run = new TestRun(planOf({ nodes: BUSY }));
  run.start();
  run.pass();
  expect(run.view.visits.find((visit) => visit.key === 'two#1')).toMatchObject({ status: 'continued' });
  run.failed('a#1.1', 'http.500');
  expect(run.state.ending?.status).toBe('failed');
  expect(run.state.mutexes).toEqual({});
});

test('scopes with different values do not wait for each other', () => {
  const nodes = BUSY.map((node, index) => (node.op === 'scope' ? { ...node, mutex: index } : node));
  expect(scheduled(new TestRun(planOf({ nodes })).start())).toEqual(['a#1.1', 'b#1.1', 'c#1.1']);
});

test('a deadline and a cancel end a run with whatever is open in it', () => {
  const nodes: NodeSketch[] = [
    { id: 'all', op: 'each', concurrency: 2 },
    { id: 'box', op: 'scope', parent: 'all', timeout: { after: 'PT5H' } },
    { id: 'split', op: 'fork', parent: 'box', branches: { x: 'a', y: 'hold' } },
    { id: 'a', op: 'act', parent: 'box', to: null },
    { id: 'hold', op: 'wait', parent: 'box', on: { duration: 'PT9H' }, to: null },
  ];
  const late = new TestRun(planOf({ nodes, deadline_ms: 1_000 }));
  late.start([1, 2]);
  expect(late.pass().filter((command) => command.type === 'cancel')).toHaveLength(2);
  late.failed('a#1.1.1.1', 'cancelled');
  late.failed('a#1.2.1.1', 'cancelled');
  expect(late.state.result).toMatchObject({ status: 'failed', error: { code: 'timeout.service' } });
  const { frames, forks, branches, loops, scopes, timers } = late.state;
  expect([Object.keys(frames), forks, branches, loops, scopes, timers]).toEqual([['0'], {}, {}, {}, {}, {}]);
});
