import { planOf, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { uuidOf } from '../run/uuid.ts';

const NUMBER = { type: 'number' } as const;

test('variables are assigned all at once: each value is evaluated before any is set', () => {
  const plan = planOf({
    variables: { a: { initial: 1 }, b: { initial: 2 } },
    nodes: [{ id: 's', op: 'set', assign: { a: '${ vars.b }', b: '${ vars.a }' } }],
    output: { value: '${ vars }' },
  });
  const run = new TestRun(plan);
  run.start();
  expect(run.state.result?.output).toEqual({ a: 2, b: 1 });
  expect(run.view.variables).toEqual({ a: 2, b: 1 });
});

test('a value that does not fit is validation.variable, and no variable is set', () => {
  const plan = planOf({
    variables: { a: { schema: NUMBER, initial: 1 }, b: { schema: NUMBER, initial: 2 } },
    nodes: [
      { id: 's', op: 'set', assign: { a: 9, b: '${ "two" }' }, errors: [{ to: 'rescue' }] },
      { id: 'rescue', op: 'act', input: ['${ error.code }', '${ vars.a }'] },
    ],
  });
  expect(new TestRun(plan).start()).toMatchObject([
    { type: 'schedule', key: 'rescue#1', input: ['validation.variable', 1] },
  ]);
});

test('an initial value may read the input', () => {
  const run = new TestRun(
    planOf({ variables: { a: { initial: '${ input.x }' } }, nodes: [], output: { value: '${ vars.a }' } }),
  );
  run.start({ x: 5 });
  expect(run.state.result?.output).toBe(5);
});

test('a variable without a value cannot be read', () => {
  const run = new TestRun(planOf({ variables: { a: {} }, nodes: [{ id: 's', op: 'set', value: '${ vars.a }' }] }));
  run.start();
  expect(run.state.result?.error).toMatchObject({ code: 'expression', node: 's' });
});

test.each([
  ['append', [1], 2, [1, 2]],
  ['sum', 1, 2, 3],
  ['max', 1, 2, 2],
  ['min', 1, 2, 1],
  ['last', 1, 2, 2],
] as const)('a contribution merges by %s', (merge, initial, add, merged) => {
  const run = new TestRun(
    planOf({
      variables: { a: { initial, merge } },
      nodes: [{ id: 's', op: 'set', add: { a: add } }],
      output: { value: '${ vars.a }' },
    }),
  );
  run.start();
  expect(run.state.result?.output).toEqual(merged);
});

test('a transform gives its output, judged by its type', () => {
  const nodes = [
    { id: 't', op: 'set', value: { n: '${ input }' }, output: { type: 'object', properties: { n: NUMBER } } },
  ] as const;
  const run = new TestRun(planOf({ nodes, output: { value: '${ nodes.t }' } }));
  run.start(3);
  expect(run.state.result?.output).toEqual({ n: 3 });
  const wrong = new TestRun(planOf({ nodes }));
  wrong.start('three');
  expect(wrong.state.result?.error).toMatchObject({
    code: 'validation.output',
    message: 'The result does not fit: /n must be a number.',
  });
});

test('a value with holes keeps the names of fields, whatever they are', () => {
  const value = JSON.parse('{"__proto__": "${ 1 }", "a/b": { "~": ["${ 2 }"] }}') as Record<string, never>;
  const run = new TestRun(planOf({ nodes: [{ id: 't', op: 'set', value }], output: { value: '${ nodes.t }' } }));
  run.start();
  expect(JSON.stringify(run.state.result?.output)).toBe('{"__proto__":1,"a/b":{"~":[2]}}');
});

test('uuid() differs with every call in a visit and is the same in every repetition of the run', () => {
  const plan = planOf({
    nodes: [
      { id: 't', op: 'set', value: ['${ uuid() }', '${ uuid() }', '${ [uuid(), uuid()] }'] },
      { id: 'u', op: 'set', value: '${ uuid() }' },
    ],
    output: { value: ['${ nodes.t }', '${ nodes.u }'] },
  });
  const ids = () => {
    const run = new TestRun(plan);
    run.start();
    return JSON.stringify(run.state.result?.output).match(/[0-9a-f-]{36}/g) ?? [];
  };
  expect(new Set(ids()).size).toBe(5);
  expect(ids()).toEqual(ids());
});

test('the ordinals of uuid() begin again with each visit', () => {
  const plan = planOf({
    nodes: [
      { id: 't', op: 'set', value: '${ uuid() }' },
      { id: 'u', op: 'set', value: '${ uuid() }' },
    ],
    output: { value: '${ nodes.u }' },
  });
  const run = new TestRun(plan);
  run.start();
  expect(run.state.result?.output).toBe(uuidOf('run-1:u#1:0'));
});
