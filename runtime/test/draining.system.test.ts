import type { Scenario } from '@omniroute/plan';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { effectPlan } from './effect-plan.ts';
import { playScenario } from './play-scenario.ts';
import { startTestRuntime, TENANT } from './test-runtime.ts';

/** Effects follow each other without a pause: there is no moment at which nothing is in flight, unless the run drains. */
const busy = effectPlan({
  nodes: [
    { id: 'all', op: 'each', concurrency: 2 },
    { id: 'charge', op: 'act', parent: 'all', undo: { by: 'refund', item: true } },
    { id: 'split', op: 'fork', parent: 'all', branches: { x: 'a', y: 'b' } },
    { id: 'a', op: 'act', parent: 'all', to: 'meet' },
    { id: 'b', op: 'act', parent: 'all', to: 'meet' },
    { id: 'meet', op: 'join', parent: 'all' },
    { id: 'refund', op: 'act', parent: 'all', input: '${ item }' },
    { id: 'last', op: 'act' },
  ],
  error_policy: 'compensate',
});
const scenario: Scenario = {
  name: 'busy',
  input: [1, 2, 3, 4, 5, 6],
  mocks: { last: [{ error: { code: 'http.422', message: 'no' } }] },
};

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;

beforeAll(async () => {
  runtime = await startTestRuntime({ dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 25 } });
});
afterAll(() => runtime.stop());

it('a run that is always busy drains and goes on in a fresh history, loop, branches and undos with it', async () => {
  const { view, run, expected } = await playScenario(runtime, busy, scenario);
  expect(view.status).toBe('compensated');
  expect(view.visits.map(({ key, status }) => `${key} ${status}`).sort()).toEqual(
    expected.view.visits.map(({ key, status }) => `${key} ${status}`).sort(),
  );
  const lengths = (await runtime.runs.histories(TENANT, run))?.map((history) => history.length) ?? [];
  expect(lengths.length).toBeGreaterThan(2);
  // The last one undoes everything in a row: a run that is ending stays in its history.
  expect(Math.max(...lengths.slice(0, -1))).toBeLessThan(60);
});
