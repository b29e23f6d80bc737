import type { Plan } from '@omniroute/plan';
import { planOf, scheduled, TestRun } from '@omniroute/testing';
import { describe, expect, test } from 'vitest';

/** A service that reserves, packs, and gives back what it was given, with its own facts. */
const SHIP = planOf({
  input: { type: 'object', properties: { order: { type: 'string' } }, required: ['order'] },
  output: { value: ['${ input.order }', '${ service.id }', '${ service.version }', '${ run.id }', '${ vars.n }'] },
  variables: { n: { initial: 1 } },
  nodes: [
    { id: 'reserve', op: 'act', input: '${ input.order }', undo: { by: 'release', reads: ['reserve'] } },
    { id: 'count', op: 'set', assign: { n: '${ vars.n + 1 }' } },
    { id: 'pack', op: 'act', input: '${ nodes.reserve }' },
    { id: 'release', op: 'act', input: ['${ nodes.reserve }', '${ input.order }', '${ vars.n }'] },
  ],
  error_policy: 'compensate',
});

type Calling = Parameters<typeof planOf>[0]['nodes'];

const CALLER: Calling = [
  { id: 'ship', op: 'call', service: 'ship', input: { order: '${ input }' }, errors: [{ to: 'sorry' }] },
  { id: 'after', op: 'act', input: '${ nodes.ship }', to: null },
  { id: 'sorry', op: 'act', input: ['${ error.code }', '${ error.node }'], to: null },
];

/** The same run with the service in its plan from the first, and with the service found when it is called. */
const WAYS = [
  ['part of the plan', true],
  ['found when it is called', false],
] as const;

function caller(
  inlined: boolean,
  { nodes = CALLER, plan = SHIP, policy }: { nodes?: Calling; plan?: Plan; policy?: 'compensate' } = {},
) {
  const run = new TestRun(
    planOf({
      nodes,
      variables: { n: { initial: 100 } },
      ...(inlined ? { parts: [{ service: 'ship', version: 3, plan }] } : {}),
      ...(policy === undefined ? {} : { error_policy: policy }),
    }),
  );
  return {
    run,
    found: (key: string) => {
      if (!inlined) run.found(key, 'ship', plan, 3);
    },
  };
}

describe.each(WAYS)('a service that is %s', (_, inlined) => {
  test('runs under keys of its own, sees nothing of its caller, and its output is that of the call', () => {
    const { run, found } = caller(inlined);
    run.start('o-1');
    found('ship#1');
    expect(run.done('ship#1/reserve#1', 'r')).toMatchObject([{ key: 'ship#1/pack#1', node: 'pack', input: 'r' }]);
    expect(run.done('ship#1/pack#1')).toMatchObject([{ key: 'after#1', input: ['o-1', 'ship', 3, 'run-1', 2] }]);
    run.done('after#1');
    expect(run.visits).toEqual([
      'ship#1 completed',
      'ship#1/reserve#1 completed',
      'ship#1/count#1 completed',
      'ship#1/pack#1 completed',
      'after#1 completed',
    ]);
    expect(run.view.visits.map(({ node }) => node)).toEqual([
      'ship',
      'ship/reserve',
      'ship/count',
      'ship/pack',
      'after',
    ]);
    expect(run.view.variables).toEqual({ n: 100 });
    expect(run.state).toMatchObject({ calls: {}, frames: { 0: { id: 0 } } });
  });

  test('fails as a node of its caller, once it has undone what it had done', () => {
    const { run, found } = caller(inlined);
    run.start('o-1');
    found('ship#1');
    run.done('ship#1/reserve#1', 'r');
    expect(run.failed('ship#1/pack#1', 'http.500')).toMatchObject([
      { key: 'ship#1/release#1', node: 'release', input: ['r', 'o-1', 2] },
    ]);
    expect(run.done('ship#1/release#1')).toMatchObject([{ key: 'sorry#1', input: ['http.500', 'pack'] }]);
  });

  test('forgets its own undo when it has completed', () => {
    const { run, found } = caller(inlined, { policy: 'compensate' });
    run.start('o-1');
    found('ship#1');
    run.done('ship#1/reserve#1', 'r');
    run.done('ship#1/pack#1');
    run.failed('after#1', 'http.500');
    expect(run.state.result?.status).toBe('failed');
  });

  test('is undone as a whole by what its caller pairs it with', () => {
    const { run, found } = caller(inlined, {
      policy: 'compensate',
      nodes: [
        { id: 'ship', op: 'call', service: 'ship', input: { order: '1' }, undo: { by: 'recall', reads: ['ship'] } },
        { id: 'after', op: 'act' },
        { id: 'recall', op: 'act', input: ['${ nodes.ship[0] }', '${ compensation.key }'] },
      ],
    });
    run.start();
    found('ship#1');
    run.done('ship#1/reserve#1', 'r');
    run.done('ship#1/pack#1');
    expect(run.failed('after#1', 'http.500')).toMatchObject([{ key: 'recall#1', input: ['1', 'ship#1'] }]);
  });

  test('is tried again as a new visit, after it has undone what it had done', () => {
    const { run, found } = caller(inlined, {
      nodes: [{ id: 'ship', op: 'call', service: 'ship', input: { order: '1' }, retry: [{ attempts: 2 }] }],
    });
    run.start();
    found('ship#1');
    run.done('ship#1/reserve#1', 'r');
    run.failed('ship#1/pack#1', 'http.500');
    expect(run.done('ship#1/release#1')).toEqual([{ type: 'start_timer', key: 'ship#1:retry', at: 1_000 }]);
    run.pass();
    found('ship#2');
    run.done('ship#2/reserve#1', 'r');
    run.done('ship#2/pack#1');
    expect(run.state.result?.status).toBe('completed');
    expect(run.visits).toContain('ship#1 failed');
  });

  test('is cancelled with its caller, which goes on once the service is undone', () => {
    const { run, found } = caller(inlined, {
      policy: 'compensate',
      nodes: [
        { id: 'before', op: 'act', undo: { by: 'back' } },
        ...(CALLER.slice(0, 2) as Calling),
        { id: 'sorry', op: 'act', to: null },
        { id: 'back', op: 'act' },
      ],
    });
    run.start('o-1');
    run.done('before#1');
    found('ship#1');
    run.done('ship#1/reserve#1', 'r');
    expect(run.cancel()).toMatchObject([
      { type: 'cancel', key: 'ship#1/pack#1' },
      { type: 'schedule', key: 'ship#1/release#1', input: ['r', 'o-1', 2] },
    ]);
    expect(scheduled(run.done('ship#1/release#1'))).toEqual(['back#1']);
    run.failed('ship#1/pack#1', 'cancelled');
    run.done('back#1');
    expect(run.state.result?.status).toBe('cancelled');
    expect(run.visits).toContain('ship#1 cancelled');
  });

  test('that was given what it does not take fails before it begins', () => {
    const { run, found } = caller(inlined);
    run.start(7);
    found('ship#1');
    expect(run.visits).toEqual(['ship#1 failed', 'sorry#1 running']);
    expect(run.view.visits[0]?.error?.code).toBe('validation.input');
  });

  test('turns of a loop call it side by side, each under its own keys', () => {
    const { run, found } = caller(inlined, {
      nodes: [
        { id: 'all', op: 'each', concurrency: 2, to: null },
        { id: 'ship', op: 'call', service: 'ship', parent: 'all', input: { order: '${ item }' } },
      ],
    });
    run.start(['a', 'b']);
    found('ship#1.1.1');
    found('ship#1.2.1');
    for (const turn of [2, 1]) {
      run.done(`ship#1.${turn}.1/reserve#1`, turn);
      run.done(`ship#1.${turn}.1/pack#1`);
    }
    expect(run.view.visits[0]?.output).toMatchObject({
      items: [
        ['a', 'ship', 3, 'run-1', 2],
        ['b', 'ship', 3, 'run-1', 2],
      ],
    });
  });

  test('waits for mail, answers and time as part of the run', () => {
    const plan = planOf({
      nodes: [
        { id: 'hold', op: 'wait', on: { message: 'm', correlation: 'c' } },
        { id: 'ask', op: 'task', outcomes: { done: 'rest' } },
        { id: 'rest', op: 'wait', on: { duration: 'PT1H' } },
      ],
      subscriptions: [{ name: 'm', correlation: '${ "c" }' }],
    });
    const { run, found } = caller(inlined, { plan });
    run.start('o-1');
    found('ship#1');
    expect(run.state.pending['ship#1:register']).toMatchObject({ kind: 'register' });
    run.done('ship#1:register');
    expect(run.state.status).toBe('waiting');
    run.message('m', 'c');
    run.done('ship#1/ask#1:open');
    run.answer('ship#1/ask#1', 'done');
    run.done('ship#1/ask#1:close');
    expect(scheduled(run.pass())).toEqual(['after#1']);
  });

  test('ends by its own end, and by its deadline', () => {
    const ended = planOf({
      nodes: [
        { id: 'split', op: 'fork', branches: { x: 'work', y: 'stop' } },
        { id: 'work', op: 'act', to: null, undo: { by: 'back' } },
        { id: 'stop', op: 'end', terminate: true, output: 'enough', status: 'word' },
        { id: 'back', op: 'act' },
      ],
      error_policy: 'compensate',
    });
    const first = caller(inlined, { plan: ended });
    first.run.start('o-1');
    first.found('ship#1');
    // What is in flight and can be undone is waited for, though nothing is undone.
    expect(first.run.failed('ship#1/work#1', 'cancelled')).toMatchObject([{ key: 'after#1', input: 'enough' }]);
    first.run.done('after#1');
    expect(first.run.state.result).toMatchObject({ status: 'completed', end_status: null });
    const slow = planOf({ nodes: [{ id: 'hold', op: 'wait', on: { duration: 'PT9H' } }], deadline_ms: 60_000 });
    const second = caller(inlined, { plan: slow });
    second.run.start('o-1');
    second.found('ship#1');
    expect(second.run.pass()).toMatchObject([
      { type: 'cancel_timer' },
      { key: 'sorry#1', input: ['timeout.service', 'ship'] },
    ]);
    expect(second.run.now).toBe(60_000);
  });

  test('undoes something, and an undo that fails in it parks the whole run until somebody decides', () => {
    const undoing = planOf({
      nodes: [
        { id: 'call_off', op: 'act', undo: { by: 'on_again' } },
        { id: 'tell', op: 'act' },
        { id: 'on_again', op: 'act' },
      ],
      error_policy: 'compensate',
    });
    const { run, found } = caller(inlined, {
      plan: undoing,
      policy: 'compensate',
      nodes: [
        { id: 'work', op: 'act', undo: { by: 'recall', reads: ['work'] } },
        { id: 'fails', op: 'act' },
        { id: 'recall', op: 'call', service: 'ship', input: '${ nodes.work }', retry: [{ attempts: 2 }] },
      ],
    });
    run.start();
    run.done('work#1', 'w');
    run.failed('fails#1', 'http.500');
    found('recall#1');
    run.cancel();
    run.done('recall#1/call_off#1');
    run.failed('recall#1/tell#1', 'http.404');
    run.failed('recall#1/on_again#1', 'http.503');
    expect(run.state).toMatchObject({ status: 'incident', incident: { key: 'recall#1/on_again#1' } });
    run.operate({ action: 'retry_undo', key: 'recall#1/on_again#1' });
    run.done('recall#1/on_again#1~2');
    // The undo is tried again as a whole, as its own policy says.
    run.pass();
    found('recall#1~2');
    run.done('recall#1~2/call_off#1');
    run.done('recall#1~2/tell#1');
    expect(run.state.result).toMatchObject({ status: 'compensated', error: { code: 'http.500' } });
  });
});

test('a service that gives what its caller was not promised fails the call', () => {
  const { run } = caller(true, {
    nodes: [{ id: 'ship', op: 'call', service: 'ship', input: { order: '1' }, output: { type: 'string' } }],
  });
  run.start();
  run.done('ship#1/reserve#1');
  run.done('ship#1/pack#1');
  expect(scheduled(run.done('ship#1/release#1'))).toEqual([]);
  expect(run.state.result).toMatchObject({ status: 'compensated', error: { code: 'validation.output' } });
});

test('a host may answer in place of the service, and may fail to find it', () => {
  const { run } = caller(false);
  run.start('o-1');
  expect(run.done('ship#1:find', { answer: 'mocked' })).toMatchObject([{ key: 'after#1', input: 'mocked' }]);
  const other = caller(false).run;
  other.start('o-1');
  expect(other.failed('ship#1:find', 'poison')).toMatchObject([{ key: 'sorry#1', input: ['poison', 'ship'] }]);
});

describe('a service that calls itself', () => {
  const countdown = (max_depth?: number) =>
    planOf({
      output: { value: '${ input }' },
      nodes: [
        { id: 'look', op: 'decide', arms: [{ id: 'more', when: '${ input > 0 }', to: 'deeper' }], otherwise: null },
        { id: 'deeper', op: 'call', input: '${ input - 1 }', ...(max_depth === undefined ? {} : { max_depth }) },
      ],
    });

  test('goes as deep as it says, with a key for every level', () => {
    const run = new TestRun(countdown(3));
    run.start(3);
    expect(run.state.result).toMatchObject({ status: 'completed', output: 3 });
    expect(run.visits).toEqual([
      'look#1 completed',
      'deeper#1 completed',
      'deeper#1/look#1 completed',
      'deeper#1/deeper#1 completed',
      'deeper#1/deeper#1/look#1 completed',
      'deeper#1/deeper#1/deeper#1 completed',
      'deeper#1/deeper#1/deeper#1/look#1 completed',
    ]);
  });

  test('one deeper is limit.depth, and without a bound of its own it ends at one hundred', () => {
    const run = new TestRun(countdown(3));
    run.start(4);
    expect(run.state.result).toMatchObject({ status: 'failed', error: { code: 'limit.depth', details: { max: 3 } } });
    const endless = new TestRun(countdown());
    endless.start(1_000);
    expect(endless.state.result).toMatchObject({ error: { code: 'limit.depth', details: { max: 100 } } });
  });
});

test('scopes of one service take turns over all its calls in a run, and never wait for those of another', () => {
  const plan = planOf({
    nodes: [
      { id: 'box', op: 'scope', mutex: 'same', to: null },
      { id: 'work', op: 'act', parent: 'box' },
    ],
  });
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'split', op: 'fork', branches: { x: 'one', y: 'two', z: 'own' } },
        { id: 'one', op: 'call', service: 'ship', to: null },
        { id: 'two', op: 'call', service: 'ship', to: null },
        { id: 'own', op: 'scope', mutex: 'same', to: null },
        { id: 'work', op: 'act', parent: 'own' },
      ],
      parts: [{ service: 'ship', plan }],
    }),
  );
  expect(scheduled(run.start())).toEqual(['work#1.1', 'one#1/work#1.1']);
  expect(scheduled(run.done('one#1/work#1.1'))).toEqual(['two#1/work#1.1']);
});

test('a service that undoes something at the end of the run begins at once, however many steps went before', () => {
  const run = new TestRun(
    planOf({
      error_policy: 'compensate',
      parts: [{ service: 'back', plan: planOf({ nodes: [{ id: 'give', op: 'act' }] }) }],
      nodes: [
        { id: 'a', op: 'act', undo: { by: 'undo', reads: [] } },
        { id: 'b', op: 'set', assign: {} },
        { id: 'c', op: 'set', assign: {} },
        { id: 'd', op: 'raise', code: 'business.no' },
        { id: 'undo', op: 'call', service: 'back', input: null },
      ],
    }),
  );
  run.start(null);
  expect(run.done('a#1')).toMatchObject([{ key: 'undo#1/give#1' }]);
});
