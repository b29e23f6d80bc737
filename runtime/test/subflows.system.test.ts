import type { Plan, Scenario } from '@omniroute/plan';
import { type PlanSketch, retryOf } from '@omniroute/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { effectPlan } from './effect-plan.ts';
import { type Played, playScenario } from './play-scenario.ts';
import { startTestRuntime } from './test-runtime.ts';

type Runtime = Awaited<ReturnType<typeof startTestRuntime>>;

/** Reserves, asks a person, packs; gives the order back. */
const SHIP = effectPlan({
  input: { type: 'object', required: ['order'] },
  output: { value: { order: '${ input.order }', by: '${ service.id }', run: '${ run.id }' } },
  nodes: [
    { id: 'reserve', op: 'act', undo: { by: 'release', reads: ['reserve'] } },
    { id: 'pack', op: 'act' },
    { id: 'release', op: 'act', input: '${ nodes.reserve }' },
  ],
  error_policy: 'compensate',
});

const call = { id: 'ship', op: 'call', service: 'ship', input: { order: '${ input }' } } as const;
const no = { error: { code: 'http.422', message: 'no' } };

const CASES: readonly (readonly [PlanSketch, Scenario, Plan?])[] = [
  [
    { nodes: [call, { id: 'after', op: 'act' }], output: { value: '${ nodes.ship.order }' } },
    { name: 'it completes and its output goes on', input: 'o-1' },
  ],
  [
    {
      nodes: [
        { ...call, errors: [{ on: ['http'], to: 'sorry' }], to: null },
        { id: 'sorry', op: 'act' },
      ],
    },
    {
      name: 'it fails after it has undone itself, and its caller takes the error',
      input: 'o-1',
      mocks: { pack: [no] },
    },
  ],
  [
    { nodes: [{ ...call, retry: [retryOf({ attempts: 2 })] }] },
    { name: 'it is tried again as a new visit', input: 'o-1', mocks: { 'ship#1/pack#1': [no] } },
  ],
  [
    { nodes: [call], error_policy: 'compensate' },
    {
      name: 'it is cancelled with its caller and undone',
      input: 'o-1',
      mocks: { pack: [{ after: 'PT20S' }] },
      cancel_at: 'PT10S',
    },
  ],
  [
    {
      nodes: [
        { ...call, undo: { by: 'recall', reads: ['ship'] } },
        { id: 'fails', op: 'act' },
        { id: 'recall', op: 'call', service: 'ship', input: { order: '${ nodes.ship.order }' } },
      ],
      error_policy: 'compensate',
    },
    { name: 'it undoes what it has done by another call', input: 'o-1', mocks: { fails: [no] } },
  ],
  [
    {
      nodes: [
        { id: 'all', op: 'each', concurrency: 5, items: '${ input }', to: null },
        { ...call, parent: 'all', input: { order: '${ item }' } },
      ],
      output: { value: '${ nodes.all.items.map(each, each.order) }' },
    },
    { name: 'twenty turns call it', input: Array.from({ length: 20 }, (_, index) => index) },
  ],
  [
    { nodes: [call, { id: 'after', op: 'act' }] },
    {
      name: 'it waits for mail, a person and time',
      input: 'o-1',
      messages: [{ at: 'PT1H', name: 'm', correlation: 'o-1' }],
      tasks: [{ node: 'ship/ask', at: 'PT2H', outcome: 'done' }],
    },
    effectPlan({
      messages: { m: true },
      nodes: [
        { id: 'hold', op: 'wait', on: { message: 'm', correlation: '${ input.order }' } },
        { id: 'ask', op: 'task', outcomes: { done: 'rest' } },
        { id: 'rest', op: 'wait', on: { duration: 'PT30M' } },
      ],
      subscriptions: [{ name: 'm', correlation: '${ input.order }' }],
    }),
  ],
];

let runtime: Runtime;

beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.stop());

const visits = ({ visits }: Played['view']) =>
  visits.map(({ key, status, attempts }) => `${key} ${status} ${attempts}`).sort();

describe.each([
  ['part of the plan', true],
  ['found when it is called', false],
] as const)('a service that is %s', (_, inlined) => {
  it.each(CASES.map(([sketch, scenario, ship]) => [scenario.name, sketch, scenario, ship ?? SHIP] as const))(
    '%s',
    async (_name, sketch, scenario, ship) => {
      runtime.publish('ship', 3, ship);
      const parts = inlined ? { parts: [{ service: 'ship', version: 3, plan: ship }] } : {};
      const { view, expected } = await playScenario(runtime, effectPlan({ ...sketch, ...parts }), scenario, 'shop');
      expect(view.status).toBe(expected.view.status);
      expect(view.error?.code).toBe(expected.view.error?.code);
      expect(visits(view)).toEqual(visits(expected.view));
      if (sketch.output !== undefined) expect(view.output).toEqual(expected.view.output);
      const called = view.visits.find(({ key }) => key === 'ship#1');
      if (called?.output != null && ship === SHIP) expect(called.output).toMatchObject({ by: 'ship' });
    },
  );
});

it('a service calls itself as deep as it may, and one deeper is an error of the step', async () => {
  const countdown = effectPlan({
    nodes: [
      { id: 'look', op: 'decide', arms: [{ id: 'more', when: '${ input > 0 }', to: 'work' }], otherwise: null },
      { id: 'work', op: 'act' },
      { id: 'deeper', op: 'call', input: '${ input - 1 }', max_depth: 2 },
    ],
  });
  const { view, expected } = await playScenario(runtime, countdown, { name: 'deep', input: 5 }, 'countdown');
  expect(view).toMatchObject({ status: 'failed', error: { code: 'limit.depth' } });
  expect(visits(view)).toEqual(visits(expected.view));
});

it('a service that is not there is an error of the step that calls it', async () => {
  const plan = effectPlan({ nodes: [{ id: 'lost', op: 'call', service: 'nowhere', continue: 'none' }] });
  const played = await playScenario(runtime, plan, { name: 'lost', input: null, mocks: { lost: [no] } });
  expect(played.view.visits).toMatchObject([{ key: 'lost#1', status: 'continued', error: { code: 'poison' } }]);
});
