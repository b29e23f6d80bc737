import { planOf, scheduled, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';

test('on_error.continue gives its value as output and the run goes on by out', () => {
  const plan = planOf({
    nodes: [
      { id: 'a', op: 'act', continue: { sent: false }, errors: [{ to: 'rescue' }], to: 'b' },
      { id: 'rescue', op: 'act' },
      { id: 'b', op: 'act', input: '${ nodes.a.sent }' },
    ],
  });
  const run = new TestRun(plan);
  run.start();
  expect(run.failed('a#1', 'http.503', 3)).toMatchObject([{ type: 'schedule', key: 'b#1', input: false }]);
  expect(run.view.visits[0]).toMatchObject({
    status: 'continued',
    output: { sent: false },
    attempts: 3,
    error: { code: 'http.503', node: 'a', attempt: 3 },
  });
});

test('a continue that cannot be evaluated is an error of its node', () => {
  const run = new TestRun(planOf({ nodes: [{ id: 'a', op: 'act', continue: '${ input.nothing }' }] }));
  run.start({});
  run.failed('a#1', 'http.503');
  expect(run.state.result?.error).toMatchObject({ code: 'expression', node: 'a' });
});

const ROUTES = planOf({
  nodes: [
    {
      id: 'a',
      op: 'act',
      errors: [
        { on: ['http'], to: 'http' },
        { to: 'rest' },
        { on: ['http.5xx'], to: 'server' },
        { on: ['http.503', 'quota'], to: 'busy' },
      ],
    },
    { id: 'http', op: 'act', to: null },
    { id: 'rest', op: 'act', to: null },
    { id: 'server', op: 'act', to: null },
    { id: 'busy', op: 'act', to: null },
  ],
});
test.each([
  ['http.503', 'busy#1'],
  ['http.500', 'server#1'],
  ['http.404', 'http#1'],
  ['quota', 'busy#1'],
  ['timeout.run', 'rest#1'],
  ['httpx', 'rest#1'],
])('an error takes the most specific error edge: %s', (code, key) => {
  const run = new TestRun(ROUTES);
  run.start();
  expect(scheduled(run.failed('a#1', code))).toEqual([key]);
});

test('the error is in scope on the path that begins at the error port, and no further than that token', () => {
  const plan = planOf({
    nodes: [
      { id: 'a', op: 'act', errors: [{ to: 'b' }] },
      { id: 'b', op: 'set', value: 1 },
      { id: 'c', op: 'act', input: '${ error }' },
    ],
  });
  const run = new TestRun(plan);
  run.start();
  expect(run.failed('a#1', { code: 'http.503', message: 'busy', details: { status: 503 } }, 2)).toMatchObject([
    {
      key: 'c#1',
      input: { code: 'http.503', message: 'busy', details: { status: 503 }, node: 'a', iteration: '1', attempt: 2 },
    },
  ]);
});

test('an error that no edge takes fails the run and cancels what is in flight', () => {
  const plan = planOf({
    nodes: [
      {
        id: 'split',
        op: 'decide',
        mode: 'all',
        arms: [
          { id: 'x', when: '${ true }', to: 'a' },
          { id: 'y', when: '${ true }', to: 'b' },
        ],
      },
      { id: 'a', op: 'act', errors: [{ on: ['quota'], to: null }], to: null },
      { id: 'b', op: 'act', to: null },
    ],
  });
  const run = new TestRun(plan);
  run.start();
  expect(run.failed('a#1', 'http.500')).toEqual([{ type: 'cancel', key: 'b#1' }]);
  expect(run.failed('b#1', 'cancelled').at(-1)).toEqual({
    type: 'fail',
    status: 'failed',
    error: { code: 'http.500', message: 'http.500', node: 'a', iteration: '1', attempt: 1 },
  });
});

test('a node that failed has no output, even if an earlier visit had one', () => {
  const plan = planOf({
    nodes: [
      { id: 'a', op: 'act', errors: [{ to: 'b' }], to: 'a' },
      { id: 'b', op: 'act', input: '${ has(nodes.a) }' },
    ],
    loops: [{ node: 'a', max: null }],
  });
  const run = new TestRun(plan);
  run.start();
  run.done('a#1', 'fine');
  expect(run.failed('a#2', 'http.500')).toMatchObject([{ key: 'b#1', input: false }]);
});

test('an error edge may lead nowhere: the token ends there', () => {
  const run = new TestRun(planOf({ nodes: [{ id: 'a', op: 'act', errors: [{ to: null }] }] }));
  run.start();
  run.failed('a#1', 'http.500');
  expect(run.state.result?.status).toBe('completed');
});
