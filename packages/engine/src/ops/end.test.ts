import { planOf, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';

const branches = (first: string, second: string) =>
  ({
    id: 'split',
    op: 'decide',
    mode: 'all',
    arms: [
      { id: 'x', when: '${ true }', to: first },
      { id: 'y', when: '${ true }', to: second },
    ],
  }) as const;

test('end gives the run its business word and its output in place of outputs.value', () => {
  const run = new TestRun(
    planOf({
      nodes: [{ id: 'e', op: 'end', status: 'shipped ${ input }', output: { n: '${ input }' } }],
      output: { value: 'unused' },
    }),
  );
  expect(run.start(3).at(-1)).toEqual({
    type: 'finish',
    status: 'completed',
    output: { n: 3 },
    end_status: 'shipped 3',
  });
  expect(run.view).toMatchObject({ status: 'completed', end_status: 'shipped 3' });
});

test('an output of null replaces outputs.value too', () => {
  const run = new TestRun(planOf({ nodes: [{ id: 'e', op: 'end', output: null }], output: { value: 'unused' } }));
  run.start();
  expect(run.state.result?.output).toBeNull();
});

test('an output that does not fit is validation.output at the end node', () => {
  const run = new TestRun(
    planOf({ nodes: [{ id: 'e', op: 'end', output: 'text' }], output: { schema: { type: 'number' } } }),
  );
  run.start();
  expect(run.state.result?.error).toMatchObject({ code: 'validation.output', node: 'e' });
});

test('end ends its own token only', () => {
  const run = new TestRun(
    planOf({ nodes: [branches('e', 'work'), { id: 'e', op: 'end' }, { id: 'work', op: 'act', to: null }] }),
  );
  run.start();
  expect(run.state.status).toBe('running');
  run.done('work#1');
  expect(run.state.result?.status).toBe('completed');
});

test('end with terminate completes the run and cancels the rest', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        branches('work', 'e'),
        { id: 'work', op: 'act', to: null },
        { id: 'e', op: 'end', terminate: true, status: 'cut' },
      ],
      output: { value: 'out' },
    }),
  );
  expect(run.start()).toContainEqual({ type: 'cancel', key: 'work#1' });
  expect(run.failed('work#1', 'cancelled').at(-1)).toEqual({
    type: 'finish',
    status: 'completed',
    output: 'out',
    end_status: 'cut',
  });
  expect(run.visits).toEqual(['split#1 completed', 'work#1 cancelled', 'e#1 completed']);
});

test('outputs.value is evaluated once, at the end', () => {
  const run = new TestRun(
    planOf({
      variables: { n: { initial: 0 } },
      nodes: [
        { id: 'a', op: 'act' },
        { id: 's', op: 'set', assign: { n: 1 } },
      ],
      output: { value: '${ vars.n }' },
    }),
  );
  run.start();
  run.done('a#1');
  expect(run.state.result?.output).toBe(1);
});

test('an error in outputs.value fails the run', () => {
  const run = new TestRun(planOf({ nodes: [], output: { value: '${ nodes.nothing }' } }));
  expect(run.start().at(-1)).toMatchObject({ type: 'fail', status: 'failed', error: { code: 'expression' } });
});

test('an outputs.value that does not fit fails the run with validation.output', () => {
  const run = new TestRun(planOf({ nodes: [], output: { value: 'text', schema: { type: 'number' } } }));
  expect(run.start().at(-1)).toMatchObject({
    type: 'fail',
    error: { code: 'validation.output', message: 'The output of the run does not fit: must be a number.' },
  });
});

test('raise raises its code, message and details at its place', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        {
          id: 'r',
          op: 'raise',
          code: 'business.credit',
          message: 'No credit for ${ input }',
          details: { limit: '${ 1 + 1 }' },
        },
      ],
    }),
  );
  run.start('Ama');
  expect(run.state.result?.error).toEqual({
    code: 'business.credit',
    message: 'No credit for Ama',
    details: { limit: 2 },
    node: 'r',
    iteration: '1',
  });
});

test('of several ends the last one that gives an output or a word decides, one that gives none changes nothing', () => {
  const plan = planOf({
    nodes: [
      branches('loud', 'quiet'),
      { id: 'loud', op: 'end', output: 1, status: 'shipped' },
      { id: 'quiet', op: 'end' },
    ],
    output: { value: 'unused' },
  });
  const run = new TestRun(plan);
  run.start();
  expect(run.state.result).toMatchObject({ output: 1, end_status: 'shipped' });
});

test.each([
  [
    'a branch',
    [
      {
        id: 'f',
        op: 'fork',
        branches: { x: 'add', y: 'other' },
      },
      { id: 'other', op: 'act', to: null },
    ],
    {},
    [7],
  ],
  ['a turn', [{ id: 'l', op: 'each', items: [1, 2], concurrency: 2 }], { parent: 'l' }, [7]],
] as const)('what was contributed in %s that ends the run is in its output', (_, around, place, output) => {
  const run = new TestRun(
    planOf({
      variables: { all: { merge: 'append', initial: [] } },
      nodes: [
        ...around,
        { id: 'add', op: 'set', add: { all: 7 }, to: 'e', ...place },
        { id: 'e', op: 'end', terminate: true, ...place },
      ],
      output: { value: '${ vars.all }' },
    } as never),
  );
  run.start();
  if (run.state.result === null) run.done('other#1');
  expect(run.state.result).toMatchObject({ status: 'completed', output });
});
