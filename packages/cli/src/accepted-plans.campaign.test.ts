import { expect, it } from 'vitest';
import { runAcceptedPlans } from '../test/accepted-plans/run-accepted-plans.ts';

const SEED = 20_261_201;
const PLANS = 5000;

/** Shapes that a generator worth its name draws often. */
const SHAPES = [
  ...['act', 'decide', 'each', 'end', 'fork', 'join', 'raise', 'scope', 'set', 'task', 'wait', 'while'].map(
    (op) => `op ${op}`,
  ),
  ...['all', 'any', 'count'].map((mode) => `join mode ${mode}`),
  ...['duration', 'until', 'condition', 'message', 'callback'].map((event) => `wait for ${event}`),
  ...['append', 'sum', 'max', 'min', 'last'].map((merge) => `variable merge ${merge}`),
  ...['meeting by edges, no join', 'meeting by branches, no join', 'back edge, counted', 'back edge, not counted'],
  ...['node compensate_with', 'node on_error', 'node retry_policy', 'scope with mutex', 'loop with until', 'triggers'],
];

it(`${PLANS} random accepted plans never deadlock, read what is not there or meet another type (seed ${SEED})`, () => {
  const { accepted, drawn, coverage, counterExamples } = runAcceptedPlans(PLANS, SEED);
  expect(counterExamples).toEqual([]);
  expect(accepted / drawn).toBeGreaterThan(0.7);
  const { shapes, statuses } = coverage.figures();
  expect(SHAPES.filter((shape) => (shapes[shape] ?? 0) < accepted / 100)).toEqual([]);
  expect(Object.keys(statuses)).toEqual(['cancelled', 'compensated', 'completed', 'failed', 'incident', 'waiting']);
}, 300_000);
