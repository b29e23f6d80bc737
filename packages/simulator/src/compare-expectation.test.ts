import type { RunReport, ScenarioExpectation } from '@omniroute/plan';
import { planOf } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { compareExpectation } from './compare-expectation.ts';
import { coverage } from './coverage.ts';

const report: RunReport = {
  status: 'completed',
  output: { n: 1 },
  error: null,
  path: [
    { node: 'a', iteration: '1', status: 'completed', at: 'PT0S' },
    { node: 'b', iteration: '1', status: 'completed', at: 'PT1S' },
  ],
  calls: [
    { node: 'a', key: 'a#1', attempt: 1, input: {} },
    { node: 'a', key: 'a#1', attempt: 2, input: {} },
  ],
  duration: 'PT1S',
  variables: { n: 1, m: 2 },
  end_status: 'shipped',
};

test('what is expected in every field is no difference, and fields not named are not judged', () => {
  const all: ScenarioExpectation = {
    status: 'completed',
    output: { n: 1 },
    visited: ['a', 'b'],
    not_visited: ['c'],
    calls: { a: 2, b: 0 },
    duration: 'PT1S',
    keys: ['a#1'],
    variables: { n: 1 },
    end_status: 'shipped',
  };
  expect(compareExpectation(report, all)).toEqual([]);
  expect(compareExpectation(report, {})).toEqual([]);
});

test.each<[ScenarioExpectation, object]>([
  [{ status: 'failed' }, { field: 'status', expected: 'failed', got: 'completed' }],
  [{ output: { n: 2 } }, { field: 'output', expected: { n: 2 }, got: { n: 1 } }],
  [{ visited: ['c'] }, { field: 'visited', expected: 'c', got: null }],
  [{ not_visited: ['a'] }, { field: 'not_visited', expected: null, got: 'a' }],
  [{ calls: { a: 1 } }, { field: 'calls.a', expected: 1, got: 2 }],
  [{ duration: 'PT2S' }, { field: 'duration', expected: 'PT2S', got: 'PT1S' }],
  [{ error: { code: 'auth' } }, { field: 'error.code', expected: 'auth', got: null }],
  [{ keys: ['a#1', 'a#2'] }, { field: 'keys', expected: ['a#1', 'a#2'], got: ['a#1'] }],
  [{ variables: { m: 3 } }, { field: 'variables.m', expected: 3, got: 2 }],
  [{ variables: { x: 3 } }, { field: 'variables.x', expected: 3, got: null }],
  [{ end_status: 'lost' }, { field: 'end_status', expected: 'lost', got: 'shipped' }],
])('a difference is told with its field: %j', (expected, difference) => {
  expect(compareExpectation(report, expected)).toEqual([difference]);
});

test('a duration may be written in any way that means the same', () => {
  expect(compareExpectation({ ...report, duration: 'PT3H' }, { duration: 'PT180M' })).toEqual([]);
});

test('coverage names the nodes that no scenario visits', () => {
  const plan = planOf({
    nodes: [
      { id: 'a', op: 'act' },
      { id: 'b', op: 'act' },
    ],
  });
  expect(coverage(plan, new Set(['a']))).toEqual({ nodes: 2, visited: 1, missing: ['b'] });
});
