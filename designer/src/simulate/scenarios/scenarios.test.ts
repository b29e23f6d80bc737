import type { Service } from '@omniroute/dsl';
import { planOf } from '@omniroute/testing';
import { expect, it } from 'vitest';
import { play } from '../play.ts';
import { coverageOf } from './coverage-of.ts';
import { createScenarios } from './create-scenarios.ts';
import { generateScenarios } from './generate.ts';
import type { ScenarioRemote } from './remote.ts';
import { sayDifference } from './say-difference.ts';
import { resultsOf } from './scenario-results.ts';
import { slugOf } from './slug-of.ts';

const plan = planOf({
  input: { type: 'object', properties: { lines: { type: 'array', items: { type: 'string' } } }, required: ['lines'] },
  messages: { paid: { type: 'object' } },
  nodes: [
    { id: 'charge', op: 'act', errors: [{ on: ['http.5xx'], to: 'sorry' }], to: 'wait' },
    {
      id: 'wait',
      op: 'wait',
      on: { message: 'paid', correlation: 'o-1' },
      timeout: { after: 'PT1H', to: 'sorry' },
      to: 'ask',
    },
    { id: 'ask', op: 'task', outcomes: { yes: null, no: 'sorry' } },
    { id: 'sorry', op: 'act', to: null },
  ],
});
const service = {
  id: 'paid',
  nodes: ['charge', 'wait', 'ask', 'sorry'].map((id) => ({ id, type: 'x', config: {} })),
  edges: [
    { source: 'charge', target: 'wait' },
    { source: 'charge', source_handle: 'error', target: 'sorry', on: ['http.5xx'] },
    { source: 'wait', target: 'ask' },
    { source: 'wait', source_handle: 'timeout', target: 'sorry' },
    { source: 'ask', source_handle: 'no', target: 'sorry' },
  ],
} as unknown as Service;

it('scenarios are made up for every way out, and each does what it expects', () => {
  const made = generateScenarios(plan, service);
  expect(made.map(({ idea, scenario }) => [idea, scenario.expect?.status, scenario.expect?.visited])).toEqual([
    [{ is: 'happy' }, 'completed', ['charge', 'wait', 'ask']],
    [{ is: 'unanswered', node: 'wait' }, 'completed', ['charge', 'wait', 'sorry']],
    [{ is: 'outcome', node: 'ask', outcome: 'no' }, 'completed', ['charge', 'wait', 'ask', 'sorry']],
    [{ is: 'unanswered', node: 'ask' }, 'waiting', ['charge', 'wait', 'ask']],
    [{ is: 'error', node: 'charge', code: 'http.503' }, 'completed', ['charge', 'sorry']],
    [{ is: 'late', node: 'charge' }, 'failed', ['charge']],
    [{ is: 'empty' }, 'completed', ['charge', 'wait', 'ask']],
    [{ is: 'twice', name: 'paid' }, 'completed', ['charge', 'wait', 'ask']],
  ]);
  const trials = made.map(({ scenario }) => ({ scenario: { ...scenario, name: 'again' }, fills: false }));
  const { played } = play({ turn: 1, plan, service, trials, inFull: false });
  expect(played.map((each) => each.ok && each.differences)).toEqual(made.map(() => []));
  const { allSteps, allEdges, missingSteps, missingEdges } = coverageOf(service, played);
  expect([allSteps, allEdges, missingSteps, missingEdges]).toEqual([4, 5, [], []]);
});

it('what no scenario reaches is named', () => {
  const [happy] = generateScenarios(plan, service);
  const trials = happy === undefined ? [] : [{ scenario: { ...happy.scenario, name: 'happy' }, fills: false }];
  const figures = coverageOf(service, play({ turn: 1, plan, service, trials, inFull: false }).played);
  expect([figures.missingSteps, figures.missingEdges]).toEqual([
    ['sorry'],
    ['charge:error>sorry', 'wait:timeout>sorry', 'ask:no>sorry'],
  ]);
});

/** A server in memory that another tab may use as well. */
function memoryRemote(): ScenarioRemote & { readonly touch: (id: string) => void } {
  const rows = new Map<string, { revision: number; scenario: unknown }>();
  const saved = (id: string) => {
    const row = rows.get(id) ?? { revision: 0, scenario: null };
    return { id, ...row, updated_by: 'ada', updated_at: '2026-01-01T00:00:00Z' };
  };
  return {
    touch: (id) => rows.set(id, { ...saved(id), revision: saved(id).revision + 1 }),
    list: async () => [...rows.keys()].map(saved),
    async keep(_, id, scenario, revision) {
      if ((rows.get(id)?.revision ?? undefined) !== revision) throw new Error('It has changed meanwhile.');
      rows.set(id, { revision: (revision ?? 0) + 1, scenario });
      return saved(id);
    },
    async forget(_, id, revision) {
      if (rows.get(id)?.revision !== revision) throw new Error('It has changed meanwhile.');
      rows.delete(id);
    },
  };
}

it('scenarios are kept, run on the draft as it stands, and never overwrite what another tab did', async () => {
  const remote = memoryRemote();
  let now = service;
  const scenarios = createScenarios({
    service: 'paid',
    remote,
    current: () => now,
    playAll: async (all) =>
      play({ turn: 1, plan, service, trials: all.map((scenario) => ({ scenario, fills: false })), inFull: false })
        .played,
  });
  const verdict = () => resultsOf(scenarios.store.getState(), now).verdict;
  expect(verdict()).toBe('unknown');
  await scenarios.load();
  expect(verdict()).toBe('none');
  await scenarios.add({ name: 'In vain', input: { lines: [] }, expect: { status: 'completed' } });
  await scenarios.add({ name: 'In vain', input: { lines: [] }, expect: { status: 'failed' } });
  expect([scenarios.store.getState().items.map(({ id }) => id), verdict()]).toEqual([
    ['in-vain', 'in-vain-2'],
    'stale',
  ]);
  await scenarios.runAll();
  const { passed, failed, failing } = resultsOf(scenarios.store.getState(), now);
  expect([verdict(), passed, failed, failing]).toEqual(['red', 1, 1, ['In vain']]);
  await scenarios.remove('in-vain-2');
  expect(verdict()).toBe('green');
  now = { ...service };
  expect(verdict()).toBe('stale');

  remote.touch('in-vain');
  expect(await scenarios.change('in-vain', { name: 'Mine' })).toBe(false);
  expect(scenarios.store.getState()).toMatchObject({
    problem: 'It has changed meanwhile.',
    items: [{ id: 'in-vain', revision: 2, scenario: { name: 'In vain' } }],
  });
});

it('a difference is said in words, steps by their names', () => {
  const t = (key: string, facts: object = {}) => `${key} ${Object.values(facts).join('|')}`.trim();
  const said = [
    { field: 'status', expected: 'completed', got: 'failed' },
    { field: 'visited', expected: 'ask', got: null },
    { field: 'calls.charge', expected: 2, got: 1 },
    { field: 'output', expected: { a: 1 }, got: null },
    { field: 'error.code', expected: 'quota', got: null },
    { field: 'somewhere', expected: 1, got: 2 },
  ].map((difference) => sayDifference(t, (node) => `<${node}>`, difference));
  expect(said).toEqual([
    'scenario.status status.completed|status.failed',
    'scenario.not_visited <ask>',
    'scenario.calls <charge>|2|1',
    'scenario.output {"a":1}|scenario.nothing',
    'scenario.error quota|scenario.nothing',
    'scenario.field somewhere|1|2',
  ]);
});

it('an id is made from a name, and none twice', () => {
  expect([
    slugOf('Commandé à 3 h!', new Set()),
    slugOf('…', new Set(['scenario'])),
    slugOf('A b', new Set(['a-b'])),
  ]).toEqual(['commande-a-3-h', 'scenario-2', 'a-b-2']);
});
