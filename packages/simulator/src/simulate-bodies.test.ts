import { type NodeSketch, planOf, retryOf } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { isAtRest } from './compare-expectation.ts';
import { simulate } from './simulate.ts';

const SAGA: readonly NodeSketch[] = [
  { id: 'all', op: 'each' },
  { id: 'charge', op: 'act', parent: 'all', input: '${ item }', undo: { by: 'refund', reads: ['charge'], item: true } },
  { id: 'ship', op: 'act', parent: 'all' },
  { id: 'refund', op: 'act', parent: 'all', input: '${ item }', options: { retry: [retryOf({ attempts: 2 })] } },
];
const saga = planOf({ nodes: SAGA, error_policy: 'compensate' });
const fails = { error: { code: 'http.422', message: 'no' } };

test('an undo is played like any effect: by its node or its exact key, with its own retry', () => {
  const report = simulate(saga, {
    name: 'undone',
    input: ['p', 'q'],
    mocks: {
      'ship#1.2.1': [fails],
      refund: [{ after: 'PT1S' }],
      'refund#1.2.1': [{ error: { code: 'http.503', message: 'busy' } }, {}],
    },
  });
  expect(report.status).toBe('compensated');
  expect(report.calls.map(({ key, attempt, input }) => [key, attempt, input])).toEqual([
    ['charge#1.1.1', 1, 'p'],
    ['ship#1.1.1', 1, {}],
    ['charge#1.2.1', 1, 'q'],
    ['ship#1.2.1', 1, {}],
    ['refund#1.2.1', 1, 'q'],
    ['refund#1.2.1', 2, 'q'],
    ['refund#1.1.1', 1, 'p'],
  ]);
  expect(report.path.filter(({ node }) => node === 'refund')).toEqual([
    { node: 'refund', iteration: '1.2.1', status: 'completed', at: 'PT0S' },
    { node: 'refund', iteration: '1.1.1', status: 'completed', at: 'PT1S' },
  ]);
  expect(report.duration).toBe('PT2S');
});

test('a run parked by an undo is at rest, and says which undo it was', () => {
  const report = simulate(saga, {
    name: 'parked',
    input: ['p'],
    mocks: { ship: [fails], refund: [fails] },
    messages: [],
    cancel_at: 'PT1H',
  });
  expect([report.status, isAtRest(report)]).toEqual(['incident', true]);
  expect(report.error).toMatchObject({ code: 'http.422', node: 'refund', iteration: '1.1.1', attempt: 2 });
  expect(report.duration).toBe('PT1S');
});

test('an attempt before the last that may have reached its target is undone', () => {
  const nodes = SAGA.map((node) =>
    node.undo === undefined ? node : { ...node, undo: { by: 'refund', on: 'attempted' as const, item: true as const } },
  ).map((node) => (node.id === 'charge' && node.op === 'act' ? { ...node, options: { retry: [retryOf({})] } } : node));
  const plan = planOf({ nodes, error_policy: 'compensate' });
  const broken = { error: { code: 'network.broken', message: 'cut' } };
  const gone = { error: { code: 'validation.input', message: 'gone' } };
  const keys = (mocks: readonly object[]) =>
    simulate(plan, { name: 'doubt', input: ['p'], mocks: { charge: mocks } }).calls.map(({ key }) => key);
  expect(keys([broken, gone])).toEqual(['charge#1.1.1', 'charge#1.1.1', 'refund#1.1.1']);
  expect(keys([{ error: { code: 'quota', message: 'later' } }, gone])).toEqual(['charge#1.1.1', 'charge#1.1.1']);
});

test('a callback answers the wait of the turn that is open', () => {
  const plan = planOf({
    nodes: [
      { id: 'all', op: 'each', collect: '${ nodes.hold.payload }' },
      { id: 'hold', op: 'wait', parent: 'all', on: { callback: true } },
    ],
    output: { value: '${ nodes.all.items }' },
  });
  const callbacks = [
    { node: 'hold', at: 'PT1M', payload: 'first' },
    { node: 'hold', at: 'PT2M', payload: 'second' },
  ];
  const report = simulate(plan, { name: 'callbacks', input: [1, 2], callbacks });
  expect([report.status, report.output, report.duration]).toEqual(['completed', ['first', 'second'], 'PT2M']);
});

const RACE: readonly NodeSketch[] = [
  { id: 'split', op: 'fork', branches: { x: 'fast', y: 'slow' } },
  { id: 'fast', op: 'act', to: 'meet' },
  { id: 'slow', op: 'act', to: 'meet' },
  { id: 'meet', op: 'join', mode: 'any' },
];

test('of a race the loser is shown as cancelled, and its effect is called off', () => {
  const report = simulate(planOf({ nodes: RACE, output: { value: '${ nodes.meet.winner }' } }), {
    name: 'race',
    input: null,
    mocks: { fast: [{ after: 'PT1S' }], slow: [{ after: 'PT20S' }] },
  });
  expect([report.status, report.output, report.duration]).toEqual(['completed', 'x', 'PT1S']);
  expect(report.path.map(({ node, status }) => `${node} ${status}`)).toEqual([
    'split completed',
    'fast completed',
    'slow cancelled',
    'meet completed',
  ]);
});

test('ten thousand turns are simulated and reported in their order', () => {
  const plan = planOf({
    nodes: [
      { id: 'all', op: 'each', concurrency: 100, collect: '${ item * 2 }' },
      { id: 'work', op: 'act', parent: 'all', input: '${ item }' },
    ],
    output: { value: '${ sum(nodes.all.items) }' },
  });
  const input = Array.from({ length: 10_000 }, (_, index) => index);
  const report = simulate(plan, { name: 'many', input });
  expect([report.status, report.output, report.calls.length]).toEqual(['completed', 99_990_000, 10_000]);
  expect(report.path.at(-1)).toMatchObject({ node: 'work', iteration: '1.10000.1' });
});

/** Everything that runs beside each other, none of it sharing a thing: the order of events must not matter. */
const BESIDE = planOf({
  variables: { list: { initial: [], merge: 'append' } },
  nodes: [
    { id: 'split', op: 'fork', branches: { x: 'all', y: 'box', z: 'again' } },
    { id: 'all', op: 'each', items: [1, 2, 3, 4], concurrency: 2, on_item_error: 'report', to: 'meet' },
    { id: 'a', op: 'act', parent: 'all', undo: { by: 'undo_a', item: true } },
    { id: 'put', op: 'set', parent: 'all', add: { list: '${ item }' } },
    { id: 'undo_a', op: 'act', parent: 'all', input: '${ item }' },
    { id: 'box', op: 'scope', continue: 'instead', to: 'meet' },
    { id: 'b', op: 'act', parent: 'box', undo: { by: 'undo_b' } },
    { id: 'inner', op: 'fork', parent: 'box', branches: { p: 'c', q: 'd' } },
    { id: 'c', op: 'act', parent: 'box', to: 'close' },
    { id: 'd', op: 'act', parent: 'box', to: 'close' },
    { id: 'close', op: 'join', parent: 'box', on_branch_error: 'ignore' },
    { id: 'e', op: 'act', parent: 'box' },
    { id: 'undo_b', op: 'act', parent: 'box' },
    { id: 'again', op: 'while', times: 3, to: 'meet' },
    { id: 'f', op: 'act', parent: 'again' },
    { id: 'meet', op: 'join' },
    { id: 'last', op: 'act', input: '${ vars.list }' },
  ],
  error_policy: 'compensate',
});

test('whatever the order and grouping of events, what runs beside each other makes the same calls and ends alike', () => {
  for (const wrong of ['none', 'a#1.2.1', 'c#1.1', 'e#1.1', 'f#1.3.1', 'last#1']) {
    const told = (seed: number | undefined) => {
      const { status, output, error, calls, path } = simulate(
        BESIDE,
        { name: 'beside', input: null, mocks: { [wrong]: [fails] } },
        seed === undefined ? {} : { seed },
      );
      return {
        status,
        output,
        error,
        // Undos follow the order of completion, which the order of events decides.
        calls: calls.map(({ key, input }) => `${key} ${JSON.stringify(input)}`).sort(),
        path: path.map(({ node, iteration, status: how }) => `${node}#${iteration} ${how}`).sort(),
      };
    };
    // A failure of the run cancels what is in flight, so there only the end is the same.
    const settled = wrong !== 'f#1.3.1';
    const expected = told(undefined);
    for (let seed = 0; seed < 40; seed += 1) {
      const got = told(seed);
      if (settled) expect(got, `${wrong}, seed ${seed}`).toEqual(expected);
      else expect([got.status, got.error], `${wrong}, seed ${seed}`).toEqual([expected.status, expected.error]);
    }
  }
});

test('work that is begun and called off in one breath never gets outside', () => {
  const hasty = planOf({
    nodes: [
      { id: 'split', op: 'fork', branches: { x: 'slow', y: 'bad' } },
      { id: 'slow', op: 'act', to: null },
      { id: 'bad', op: 'raise', code: 'business.no' },
    ],
  });
  const { status, calls, path } = simulate(hasty, { name: 'hasty', input: null });
  expect({ status, calls, slow: path.find(({ node }) => node === 'slow')?.status }).toEqual({
    status: 'failed',
    calls: [],
    slow: 'cancelled',
  });
});
