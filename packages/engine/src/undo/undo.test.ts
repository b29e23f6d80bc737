import { type NodeSketch, planOf, scheduled, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';

/** Two effects that can be undone and one that fails, in a run that compensates. */
const SAGA: readonly NodeSketch[] = [
  { id: 'reserve', op: 'act', undo: { by: 'release', reads: ['reserve'] } },
  { id: 'charge', op: 'act', undo: { by: 'refund', reads: ['charge', 'reserve'] } },
  { id: 'ship', op: 'act' },
  { id: 'release', op: 'act', input: ['${ nodes.reserve }', '${ compensation.key }', '${ error.code }'] },
  { id: 'refund', op: 'act', input: ['${ nodes.?charge.orValue(0) }', '${ nodes.reserve }', '${ vars.v }'] },
];
const saga = planOf({ nodes: SAGA, variables: { v: { initial: 'now' } }, error_policy: 'compensate' });

test('a run that fails undoes what was done, one by one from the last, under the paths of what is undone', () => {
  const run = new TestRun(saga);
  run.start();
  run.done('reserve#1', 'r');
  run.done('charge#1', 'c');
  expect(run.failed('ship#1', 'http.500')).toMatchObject([
    { type: 'schedule', key: 'refund#1', node: 'refund', input: ['c', 'r', 'now'] },
  ]);
  expect(run.state.status).toBe('running');
  expect(run.done('refund#1')).toMatchObject([{ key: 'release#1', input: ['r', 'reserve#1', 'http.500'] }]);
  expect(run.done('release#1').at(-1)).toEqual({
    type: 'fail',
    status: 'compensated',
    error: { code: 'http.500', message: 'http.500', node: 'ship', iteration: '1', attempt: 1 },
  });
  expect(run.visits).toEqual([
    'reserve#1 completed',
    'charge#1 completed',
    'ship#1 failed',
    'refund#1 completed',
    'release#1 completed',
  ]);
});

test('with nothing to undo a run that fails is failed, and so it is where the policy is to fail', () => {
  const nothing = new TestRun(saga);
  nothing.start();
  nothing.failed('reserve#1', 'http.404');
  expect(nothing.state.result?.status).toBe('failed');
  const policy = new TestRun(planOf({ nodes: SAGA, variables: { v: { initial: 1 } } }));
  policy.start();
  policy.done('reserve#1');
  policy.failed('charge#1', 'http.404');
  expect(policy.state.result?.status).toBe('failed');
});

test('a cancelled run compensates and stays cancelled', () => {
  const run = new TestRun(saga);
  run.start();
  run.done('reserve#1', 'r');
  expect(run.cancel()).toEqual([{ type: 'cancel', key: 'charge#1' }]);
  expect(scheduled(run.failed('charge#1', 'cancelled'))).toEqual(['release#1']);
  run.done('release#1');
  expect(run.state.result).toMatchObject({ status: 'cancelled', error: { code: 'cancelled' } });
});

test('a deadline compensates like any failure', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'reserve', op: 'act', undo: { by: 'release' } },
        { id: 'hold', op: 'wait', on: { duration: 'PT9H' } },
        { id: 'release', op: 'act' },
      ],
      deadline_ms: 1_000,
      error_policy: 'compensate',
    }),
  );
  run.start();
  run.done('reserve#1');
  expect(scheduled(run.pass())).toEqual(['release#1']);
  run.done('release#1');
  expect(run.state.result).toMatchObject({ status: 'compensated', error: { code: 'timeout.service' } });
});

test('an effect in flight reports back before the first undo; a late success joins the list', () => {
  const run = new TestRun(saga);
  run.start();
  run.done('reserve#1', 'r');
  run.cancel();
  expect(run.done('charge#1', 'late')).toMatchObject([{ key: 'refund#1', input: ['late', 'r', 'now'] }]);
  expect(scheduled(run.done('refund#1'))).toEqual(['release#1']);
});

test.each([
  ['attempted', 'cancelled', ['refund#1']],
  ['attempted', 'http.503', ['refund#1']],
  ['attempted', 'http.404', ['release#1']],
  ['completed', 'cancelled', ['release#1']],
  ['completed', 'http.503', ['release#1']],
] as const)('undone on %s: a cancelled effect that ended in %s starts with %j', (on, code, keys) => {
  const nodes = SAGA.map((node) =>
    node.id === 'charge' && on === 'attempted' ? { ...node, undo: { by: 'refund', on, reads: ['reserve'] } } : node,
  );
  const run = new TestRun(planOf({ nodes, variables: { v: { initial: 1 } }, error_policy: 'compensate' }));
  run.start();
  run.done('reserve#1');
  run.cancel();
  expect(scheduled(run.failed('charge#1', code))).toEqual(keys);
});

test('an effect that failed in doubt is undone where any attempt counts, the last or one before it', () => {
  const nodes = SAGA.map((node) =>
    node.id === 'charge' ? { ...node, undo: { by: 'refund', on: 'attempted' as const, reads: ['reserve'] } } : node,
  );
  const plan = planOf({ nodes, variables: { v: { initial: 1 } }, error_policy: 'compensate' });
  const last = new TestRun(plan);
  last.start();
  last.done('reserve#1');
  expect(scheduled(last.failed('charge#1', 'network.broken'))).toEqual(['refund#1']);
  const earlier = new TestRun(plan);
  earlier.start();
  earlier.done('reserve#1');
  const error = { code: 'http.404', message: 'gone' };
  expect(
    scheduled(
      earlier.step({ kind: 'activity', key: 'charge#1', attempts: 2, result: { ok: false, error, reached: true } }),
    ),
  ).toEqual(['refund#1']);
});

test('an undo is not cancellable', () => {
  const run = new TestRun(saga);
  run.start();
  run.done('reserve#1');
  run.failed('charge#1', 'http.404');
  expect(run.cancel()).toEqual([]);
  run.done('release#1');
  expect(run.state.result?.status).toBe('compensated');
});

/** A scope with one effect that can be undone and one that fails. */
function scoped(scope: Partial<NodeSketch>, policy?: 'compensate') {
  return planOf({
    nodes: [
      { id: 'box', op: 'scope', to: 'after', ...scope } as NodeSketch,
      { id: 'reserve', op: 'act', parent: 'box', undo: { by: 'release', reads: ['reserve'] } },
      { id: 'ship', op: 'act', parent: 'box' },
      { id: 'release', op: 'act', parent: 'box', input: ['${ nodes.reserve }', '${ error.code }'] },
      { id: 'after', op: 'act', to: null },
      { id: 'rescue', op: 'act', input: '${ error.node }', to: null },
    ],
    ...(policy === undefined ? {} : { error_policy: policy }),
  });
}

test('a scope that fails undoes its own before it leaves by error', () => {
  const run = new TestRun(scoped({ errors: [{ to: 'rescue' }] }));
  run.start();
  run.done('reserve#1.1', 'r');
  expect(run.failed('ship#1.1', 'http.500')).toMatchObject([{ key: 'release#1.1', input: ['r', 'http.500'] }]);
  expect(run.view.visits[0]).toMatchObject({ key: 'box#1', status: 'running' });
  expect(run.done('release#1.1')).toMatchObject([{ key: 'rescue#1', input: 'ship' }]);
  // The failure that was caught did not end the run.
  run.failed('rescue#1', 'http.500');
  expect(run.state.result?.status).toBe('failed');
});

test('a failure that made an undo run in a scope and then ends the run leaves it compensated', () => {
  const run = new TestRun(scoped({}));
  run.start();
  run.done('reserve#1.1');
  run.failed('ship#1.1', 'http.500');
  run.done('release#1.1');
  expect(run.state.result).toMatchObject({ status: 'compensated', error: { code: 'http.500', node: 'ship' } });
});

test('a scope that is late undoes before it leaves by timeout', () => {
  const run = new TestRun(scoped({ timeout: { after: 'PT1H', to: 'rescue' } } as Partial<NodeSketch>));
  run.start();
  run.done('reserve#1.1');
  // What is in flight and cannot be undone is not waited for.
  expect(run.pass()).toMatchObject([{ type: 'cancel', key: 'ship#1.1' }, { key: 'release#1.1' }]);
  expect(run.done('release#1.1')).toMatchObject([{ key: 'rescue#1', input: 'box' }]);
});

test('on_error keep hands the entries to what is around', () => {
  const run = new TestRun(
    scoped({ on_error: 'keep', errors: [{ to: 'rescue' }] } as Partial<NodeSketch>, 'compensate'),
  );
  run.start();
  run.done('reserve#1.1', 'r');
  expect(scheduled(run.failed('ship#1.1', 'http.500'))).toEqual(['rescue#1']);
  expect(run.failed('rescue#1', 'quota')).toMatchObject([{ key: 'release#1.1', input: ['r', 'quota'] }]);
});

test('on_success keep hands the entries to what is around, final forgets them', () => {
  for (const [on_success, keys] of [
    [undefined, ['release#1.1']],
    ['final', []],
  ] as const) {
    const run = new TestRun(scoped({ ...(on_success && { on_success }) } as Partial<NodeSketch>, 'compensate'));
    run.start();
    run.done('reserve#1.1');
    run.done('ship#1.1');
    expect(scheduled(run.failed('after#1', 'http.500'))).toEqual(keys);
  }
});

test('a failed visit is undone before the pause of a retry, with keep it is not', () => {
  const run = new TestRun(scoped({ retry: [{ attempts: 2 }] } as Partial<NodeSketch>));
  run.start();
  run.done('reserve#1.1');
  expect(scheduled(run.failed('ship#1.1', 'http.500'))).toEqual(['release#1.1']);
  expect(run.done('release#1.1')).toEqual([{ type: 'start_timer', key: 'box#1:retry', at: 1_000 }]);
  expect(scheduled(run.pass())).toEqual(['reserve#2.1']);
  const kept = new TestRun(scoped({ retry: [{ attempts: 2 }], on_error: 'keep' } as Partial<NodeSketch>));
  kept.start();
  kept.done('reserve#1.1');
  expect(kept.failed('ship#1.1', 'http.500')).toMatchObject([{ type: 'start_timer', key: 'box#1:retry' }]);
});

test('what items did is undone with their items, outputs and indexes as they were', () => {
  const run = new TestRun(
    planOf({
      variables: { price: { initial: 1 } },
      nodes: [
        { id: 'all', op: 'each' },
        { id: 'charge', op: 'act', parent: 'all', undo: { by: 'refund', reads: ['charge'], item: true } },
        {
          id: 'refund',
          op: 'act',
          parent: 'all',
          input: ['${ nodes.charge }', '${ item }', '${ index }', '${ loop.all.item }', '${ vars.price }'],
        },
        { id: 'set', op: 'set', assign: { price: 2 } },
        { id: 'ship', op: 'act' },
      ],
      error_policy: 'compensate',
    }),
  );
  run.start(['p', 'q']);
  run.done('charge#1.1.1', 10);
  run.done('charge#1.2.1', 20);
  expect(run.failed('ship#1', 'http.500')).toMatchObject([{ key: 'refund#1.2.1', input: [20, 'q', 1, 'q', 2] }]);
  expect(run.done('refund#1.2.1')).toMatchObject([{ key: 'refund#1.1.1', input: [10, 'p', 0, 'p', 2] }]);
});

/** A race: one branch has done something and works on, the other wins. */
function race(join: Partial<NodeSketch>) {
  return planOf({
    nodes: [
      { id: 'split', op: 'fork', branches: { x: 'reserve', y: 'b' } },
      { id: 'reserve', op: 'act', undo: { by: 'release', reads: ['reserve'] } },
      { id: 'pack', op: 'act', to: 'meet' },
      { id: 'b', op: 'act', to: 'meet' },
      { id: 'meet', op: 'join', to: 'after', ...join } as NodeSketch,
      { id: 'after', op: 'act', to: null },
      { id: 'release', op: 'act', input: '${ nodes.reserve }' },
    ],
    error_policy: 'compensate',
  });
}

test('what a branch cancelled by cancel_rest had done is undone before the join goes on', () => {
  const run = new TestRun(race({ mode: 'any' } as Partial<NodeSketch>));
  run.start();
  run.done('reserve#1', 'r');
  expect(run.done('b#1')).toMatchObject([
    { type: 'cancel', key: 'pack#1' },
    { type: 'schedule', key: 'release#1', input: 'r' },
  ]);
  expect(run.visits.some((visit) => visit.startsWith('meet'))).toBe(false);
  expect(scheduled(run.done('release#1'))).toEqual(['after#1']);
  // It is off the list.
  run.failed('pack#1', 'cancelled');
  run.failed('after#1', 'http.500');
  expect(run.state.result?.status).toBe('failed');
});

test('an effect of a loser that is in flight reports back first, and is undone if it came to pass', () => {
  const run = new TestRun(race({ mode: 'any' } as Partial<NodeSketch>));
  run.start();
  expect(run.done('b#1')).toEqual([{ type: 'cancel', key: 'reserve#1' }]);
  expect(run.done('reserve#1', 'late')).toMatchObject([{ key: 'release#1', input: 'late' }]);
  expect(scheduled(run.done('release#1'))).toEqual(['after#1']);
});

test('what an ignored failed branch had done stays on the list', () => {
  const run = new TestRun(race({ on_branch_error: 'ignore' } as Partial<NodeSketch>));
  run.start();
  run.done('reserve#1');
  run.failed('pack#1', 'http.500');
  expect(scheduled(run.done('b#1'))).toEqual(['after#1']);
  expect(scheduled(run.failed('after#1', 'http.500'))).toEqual(['release#1']);
});

test('what items cancelled by until had done is undone before the loop goes on', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'all', op: 'each', concurrency: 2, until: '${ nodes.look == "found" }' },
        { id: 'reserve', op: 'act', parent: 'all', undo: { by: 'release' } },
        { id: 'look', op: 'act', parent: 'all' },
        { id: 'release', op: 'act', parent: 'all' },
        { id: 'after', op: 'act' },
      ],
    }),
  );
  run.start([1, 2]);
  run.done('reserve#1.1.1');
  run.done('reserve#1.2.1');
  expect(scheduled(run.done('look#1.1.1', 'found'))).toEqual(['release#1.2.1']);
  expect(scheduled(run.done('release#1.2.1'))).toEqual(['after#1']);
});

test('a failure around an undo under way takes it over: it is waited for and never done twice', () => {
  const run = new TestRun(race({ mode: 'any' } as Partial<NodeSketch>));
  run.start();
  run.done('reserve#1');
  run.done('b#1');
  expect(run.cancel()).toEqual([]);
  run.failed('pack#1', 'cancelled');
  expect(run.state.result).toBeNull();
  run.done('release#1');
  expect(run.state.result?.status).toBe('cancelled');
});

test('terminate ends a run as completed and undoes nothing', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'reserve', op: 'act', undo: { by: 'release' } },
        { id: 'stop', op: 'end', terminate: true },
        { id: 'release', op: 'act' },
      ],
      error_policy: 'compensate',
    }),
  );
  run.start();
  run.done('reserve#1');
  expect(run.state.result?.status).toBe('completed');
});

test('an output of the run that cannot be evaluated is the run error, which compensates', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'reserve', op: 'act', undo: { by: 'release' } },
        { id: 'release', op: 'act' },
      ],
      output: { value: '${ input.nothing }' },
      error_policy: 'compensate',
    }),
  );
  run.start({});
  expect(scheduled(run.done('reserve#1'))).toEqual(['release#1']);
  run.done('release#1');
  expect(run.state.result).toMatchObject({ status: 'compensated', error: { code: 'expression' } });
});
