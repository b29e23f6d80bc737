import { type Plan, planHash } from '@omniroute/plan';
import { planOf, randomPlans } from '@omniroute/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coverage } from './coverage.ts';
import { type SimulateOptions, simulate } from './simulate.ts';

const SHIP = planOf({
  input: { type: 'integer' },
  output: { schema: { type: 'integer' }, value: '${ nodes.pack + input }' },
  nodes: [
    { id: 'ask', op: 'task', outcomes: { done: 'pack' } },
    { id: 'pack', op: 'act', output: { type: 'integer' }, to: null },
    { id: 'never', op: 'act' },
  ],
});
const CALLER = planOf({
  output: { value: '${ nodes.ship }' },
  nodes: [
    { id: 'ship', op: 'call', service: 'ship', input: '${ input }', output: { type: 'integer' } },
    { id: 'pack', op: 'act' },
  ],
});
const known: SimulateOptions = {
  services: (service) => (service === 'ship' ? { service, version: 4, hash: planHash(SHIP), plan: SHIP } : null),
};
const answers = [{ node: 'ship/ask', at: 'PT1H', outcome: 'done' }];

test('a service that is known plays as part of the run', () => {
  const mocks = { pack: [{ output: 10 }], 'ship/pack': [{ output: 20 }], 'ship#1/pack#2': [{ output: 30 }] };
  const { status, output, duration, path, calls, reached } = simulate(
    CALLER,
    { name: 's', input: 1, mocks, tasks: answers },
    known,
  );
  expect({ status, output, duration }).toEqual({ status: 'completed', output: 21, duration: 'PT1H' });
  expect(path.map(({ node, iteration }) => `${node} ${iteration}`)).toEqual([
    'ship 1',
    'ship/ask 1/1',
    'ship/pack 1/1',
    'pack 1',
  ]);
  expect(calls.map(({ node, key }) => `${node} ${key}`)).toEqual(['ship/pack ship#1/pack#1', 'pack pack#1']);
  expect(reached).toEqual({ ship: ['ask', 'pack'] });
  expect(coverage(SHIP, new Set(reached.ship)).missing).toEqual(['never']);
});

test('a scenario may answer for the whole of it, and for one that is not known the smallest value does', () => {
  const parts = [{ service: 'ship', plan: SHIP }];
  const inlined = planOf({
    parts,
    output: { value: '${ nodes.ship }' },
    nodes: [{ id: 'ship', op: 'call', service: 'ship', input: 1, output: { type: 'integer' } }],
  });
  const mocks = { ship: [{ after: 'PT5M', output: 7 }] };
  for (const plan of [CALLER, inlined]) {
    const report = simulate(plan, { name: 's', input: 1, mocks }, known);
    expect(report).toMatchObject({ status: 'completed', output: 7, duration: 'PT5M' });
    expect(report.calls[0]).toEqual({ node: 'ship', key: 'ship#1', attempt: 1, input: 1 });
  }
  expect(simulate(CALLER, { name: 's', input: 1 }).output).toBe(0);
  const misfit = simulate(CALLER, { name: 's', input: 1, mocks: { ship: [{ output: 'x' }] } }, known);
  expect(misfit).toMatchObject({ status: 'failed', error: { code: 'validation.output', node: 'ship' } });
});

test('coverage of a service leaves out those that are parts of its plan', () => {
  const plan = planOf({
    parts: [{ service: 'ship', plan: SHIP }],
    nodes: [{ id: 'ship', op: 'call', service: 'ship' }],
  });
  expect(coverage(plan, new Set(['ship']))).toEqual({ nodes: 1, visited: 1, missing: [] });
});

const SEED = -862_603_448;

/** What a run did that does not depend on where the service stands: keys, attempts, input of its calls, and its visits. */
function deeds(plan: Plan, input: number | boolean | null, options: SimulateOptions) {
  const { status, output, error, duration, calls, path } = simulate(
    plan,
    { name: 'r', input, mocks: { n1: [{ error: { code: 'http.503', message: 'x' } }, {}] } },
    options,
  );
  return { status, output, error: error?.code ?? null, duration, calls, path };
}

test(`a random service does the same as part of the plan and found when it is called, which is what it does alone (seed ${SEED})`, () => {
  const inputs = fc.constantFrom(true, 0, null);
  fc.assert(
    fc.property(randomPlans, inputs, (service, input) => {
      const nodes = [{ id: 'call', op: 'call', service: 'random', input: '${ input }' }] as const;
      const rest = { nodes, output: { value: '${ nodes.call }' } };
      const found = deeds(planOf(rest), input, {
        services: (name) =>
          name === 'random' ? { service: name, version: 1, hash: planHash(service), plan: service } : null,
      });
      const inlined = deeds(planOf({ ...rest, parts: [{ service: 'random', plan: service }] }), input, {});
      expect(inlined).toEqual(found);
      const alone = deeds(service, input, {});
      expect(inlined.calls.map(({ key }) => key)).toEqual(alone.calls.map(({ key }) => `call#1/${key}`));
      if (['completed', 'waiting', 'incident'].includes(alone.status))
        expect([inlined.status, inlined.output]).toEqual([alone.status, alone.output]);
      else expect(inlined.error).toBe(alone.error);
      expect(inlined.duration).toBe(alone.duration);
    }),
    { seed: SEED, numRuns: 500 },
  );
});
