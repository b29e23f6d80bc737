import { planOf, scheduled, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';

const ARMS = [
  { id: 'big', when: '${ input > 100 }', to: 'one' },
  { id: 'even', when: '${ int(input) % 2 == 0 }', to: 'two' },
] as const;
const LEAVES = [
  { id: 'one', op: 'act', to: null },
  { id: 'two', op: 'act', to: null },
  { id: 'three', op: 'act', to: null },
] as const;
const first = planOf({
  nodes: [{ id: 'd', op: 'decide', arms: ARMS, otherwise: 'three' }, ...LEAVES],
  output: { value: '${ nodes.d }' },
});
const all = planOf({
  nodes: [{ id: 'd', op: 'decide', mode: 'all', arms: ARMS, otherwise: 'three' }, ...LEAVES],
  output: { value: '${ nodes.d }' },
});

test.each([
  [200, ['one#1'], { branch: 'big' }],
  [2, ['two#1'], { branch: 'even' }],
  [3, ['three#1'], { branch: 'default' }],
])('the first arm that holds is taken: %i', (input, keys, output) => {
  const run = new TestRun(first);
  expect(scheduled(run.start(input))).toEqual(keys);
  expect(run.view.visits[0]).toMatchObject({ key: 'd#1', status: 'completed', output });
});

test.each([
  [200, ['one#1', 'two#1'], { branches: ['big', 'even'] }],
  [201, ['one#1'], { branches: ['big'] }],
  [2, ['two#1'], { branches: ['even'] }],
  [3, ['three#1'], { branches: ['default'] }],
])('in mode all every arm that holds gets a token: %i', (input, keys, output) => {
  const run = new TestRun(all);
  expect(scheduled(run.start(input))).toEqual(keys);
  for (const key of keys) {
    expect(run.state.result).toBeNull();
    run.done(key);
  }
  expect(run.state.result).toMatchObject({ status: 'completed', output });
});

test('nothing that holds and no default raises no_branch', () => {
  const run = new TestRun(
    planOf({ nodes: [{ id: 'd', op: 'decide', arms: [{ id: 'x', when: '${ false }', to: null }] }] }),
  );
  run.start();
  expect(run.state.result).toMatchObject({ status: 'failed', error: { code: 'no_branch', node: 'd', iteration: '1' } });
});

test('a condition that is neither true nor false is an error, never silently false', () => {
  const run = new TestRun(
    planOf({ nodes: [{ id: 'd', op: 'decide', arms: [{ id: 'x', when: '${ "yes" }', to: null }], otherwise: null }] }),
  );
  run.start();
  expect(run.state.result?.error).toMatchObject({
    code: 'expression',
    message: 'A condition must be true or false.',
    details: { source: '${ "yes" }' },
  });
});

test('a condition that cannot be evaluated is an error of its node, with the place in the document', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'd', op: 'decide', arms: [{ id: 'x', when: '${ input.missing > 1 }', to: null }], otherwise: null },
      ],
    }),
  );
  run.start({});
  expect(run.state.result?.error).toMatchObject({
    code: 'expression',
    node: 'd',
    details: { source: '${ input.missing > 1 }' },
  });
});

test('in mode all the conditions are evaluated before any branch starts', () => {
  const plan = planOf({
    variables: { seen: { initial: false } },
    nodes: [
      {
        id: 'd',
        op: 'decide',
        mode: 'all',
        arms: [
          { id: 'x', when: '${ true }', to: 'mark' },
          { id: 'y', when: '${ vars.seen }', to: 'late' },
        ],
      },
      { id: 'mark', op: 'set', assign: { seen: true }, to: null },
      { id: 'late', op: 'act', to: null },
    ],
  });
  expect(scheduled(new TestRun(plan).start())).toEqual([]);
});
