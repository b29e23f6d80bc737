import type { Plan, Scenario } from '@omniroute/plan';
import { retryOf } from '@omniroute/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { effectPlan as plan } from './effect-plan.ts';
import { playScenario } from './play-scenario.ts';
import { startTestRuntime } from './test-runtime.ts';

const race = plan({
  nodes: [
    { id: 'split', op: 'fork', branches: { x: 'reserve', y: 'fast' } },
    { id: 'reserve', op: 'act', undo: { by: 'release', reads: ['reserve'] } },
    { id: 'slow', op: 'act', to: 'meet', undo: { by: 'back', on: 'attempted' } },
    { id: 'fast', op: 'act', to: 'meet' },
    { id: 'meet', op: 'join', mode: 'any' },
    { id: 'after', op: 'act', to: null },
    { id: 'release', op: 'act' },
    { id: 'back', op: 'act' },
  ],
  output: { value: '${ nodes.meet.winner }' },
});

const items = plan({
  variables: { sum: { initial: 0, merge: 'sum' } },
  nodes: [
    { id: 'all', op: 'each', concurrency: 3, on_item_error: 'report', collect: '${ item * 2 }' },
    { id: 'work', op: 'act', parent: 'all' },
    { id: 'add', op: 'set', parent: 'all', add: { sum: '${ item }' } },
    { id: 'again', op: 'while', times: 2 },
    { id: 'turn', op: 'act', parent: 'again' },
  ],
  output: { value: ['${ nodes.all.items }', '${ vars.sum }', '${ nodes.all.errors.map(e, e.error.code) }'] },
});

const saga = plan({
  nodes: [
    { id: 'box', op: 'scope', timeout: { after: 'PT1H', to: 'late' }, retry: [retryOf({ attempts: 2 })], to: null },
    { id: 'charge', op: 'act', parent: 'box', undo: { by: 'refund' } },
    { id: 'ship', op: 'act', parent: 'box' },
    { id: 'hold', op: 'wait', parent: 'box', on: { message: 'm', correlation: 'c' } },
    { id: 'refund', op: 'act', parent: 'box' },
    { id: 'late', op: 'act', to: null },
  ],
  messages: { m: true },
  error_policy: 'compensate',
});

const hasty = plan({
  nodes: [
    { id: 'split', op: 'fork', branches: { x: 'slow', y: 'bad' } },
    { id: 'slow', op: 'act', to: null },
    { id: 'bad', op: 'raise', code: 'business.no', message: 'No' },
  ],
});

const no = { error: { code: 'http.422', message: 'no' } };
const CASES: readonly (readonly [Plan, Scenario])[] = [
  [
    race,
    {
      name: 'a race undoes what its loser had done, and what the loser was doing, before it goes on',
      input: null,
      mocks: { fast: [{ after: 'PT2S' }], slow: [{ after: 'PT25S' }] },
    },
  ],
  [
    items,
    {
      name: 'items and turns run, and a failed item is reported',
      input: [1, 2, 3, 4, 5],
      mocks: { 'work#1.3.1': [no] },
    },
  ],
  [
    hasty,
    {
      name: 'what a run begins and calls off in one breath never gets outside, and the run is seen to end',
      input: null,
    },
  ],
  [
    saga,
    {
      name: 'a scope that fails twice is undone twice, and leaves the run compensated',
      input: null,
      mocks: { ship: [no] },
    },
  ],
  [saga, { name: 'a scope that is late is undone and leaves by its timeout', input: null }],
  [saga, { name: 'a cancelled run is undone and stays cancelled', input: null, cancel_at: 'PT10M' }],
];

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;

beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.stop());

describe('branches, bodies and undos on a Temporal server do what the simulator says', () => {
  it.concurrent.each(CASES.map(([given, scenario]) => [scenario.name, given, scenario] as const))(
    '%s',
    async (_, given, scenario) => {
      const { view, run, expected } = await playScenario(runtime, given, scenario);
      expect({
        status: view.status,
        output: view.output,
        error: view.error?.code,
        path: view.visits.map(({ key, status }) => `${key} ${status}`).sort(),
        calls: runtime.seen
          .filter((call) => call.run === run)
          .map(({ key }) => key)
          .sort(),
      }).toEqual({
        status: expected.view.status,
        output: expected.view.output,
        error: expected.view.error?.code,
        path: expected.view.visits.map(({ key, status }) => `${key} ${status}`).sort(),
        calls: expected.calls.map(({ key }) => key).sort(),
      });
    },
  );
});
