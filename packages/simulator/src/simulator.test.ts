import { planOf, randomPlans } from '@omniroute/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAtRest } from './compare-expectation.ts';
import { schedulerOf } from './scheduler.ts';
import { simulate } from './simulate.ts';
import { Simulator } from './simulator.ts';

const play = (plan: Parameters<typeof simulate>[0], scenario: Parameters<typeof simulate>[1]) => {
  const simulator = new Simulator(plan, scenario, {
    scheduler: schedulerOf(undefined),
    milliseconds: (text) => Number(text),
  });
  const facts = { run: 'r', tenant: 't', service: 's', version: 1, started_at: 0, trigger: 'manual' };
  simulator.run({ kind: 'start', at: 0, facts, input: null });
  return simulator;
};

test('what nobody takes is told with the reason a real server gives', () => {
  const plan = planOf({
    messages: { paid: { type: 'integer' } },
    nodes: [
      { id: 'call', op: 'task', outcomes: { done: 'w' } },
      { id: 'w', op: 'wait', on: { duration: 'PT1S' } },
    ],
  });
  const { refused } = play(plan, {
    name: 's',
    messages: [
      { at: '1', name: 'unknown', correlation: 'c' },
      { at: '2', name: 'paid', correlation: 'c', payload: 'x' },
    ],
    callbacks: [{ node: 'call', at: '3' }],
    tasks: [
      { node: 'call', at: '4', outcome: 'maybe' },
      { node: 'call', at: '5', outcome: 'done' },
      { node: 'call', at: '6', outcome: 'done' },
    ],
  });
  expect(refused.map(({ at, reason }) => `${at} ${reason}`)).toEqual([
    '1 There is no message "unknown".',
    '2 The payload does not fit: must be a whole number.',
    '3 "call" waits for no callback.',
    '4 The task has no outcome "maybe". It has: done.',
    '6 The task "call" is not open.',
  ]);
});

const SPLIT = planOf({
  nodes: [
    {
      id: 'split',
      op: 'decide',
      mode: 'all',
      arms: ['a', 'b', 'c', 'd'].map((id) => ({ id, when: '${ true }', to: id })),
    },
    ...(['a', 'b', 'c', 'd'] as const).map((id) => ({ id, op: 'act', to: `${id}2` }) as const),
    ...(['a2', 'b2', 'c2', 'd2'] as const).map((id) => ({ id, op: 'act', to: null }) as const),
  ],
});

test('a seed decides the order of what happens at one instant, the same way every time', () => {
  const order = (seed: number) =>
    simulate(SPLIT, { name: 's', input: null }, { seed })
      .calls.map(({ key }) => key)
      .join(' ');
  const orders = Array.from({ length: 20 }, (_, seed) => order(seed));
  expect(new Set(orders).size).toBeGreaterThan(5);
  expect(Array.from({ length: 20 }, (_, seed) => order(seed))).toEqual(orders);
});

test('whatever the seed, independent branches make the same calls and end alike', () => {
  const sorted = (seed: number | undefined) => {
    const report = simulate(SPLIT, { name: 's', input: null }, seed === undefined ? {} : { seed });
    return [report.status, report.calls.map(({ key }) => key).sort(), report.path.map(({ node }) => node).sort()];
  };
  for (let seed = 0; seed < 50; seed += 1) expect(sorted(seed)).toEqual(sorted(undefined));
});

test('random plans come to rest, and say the same twice', () => {
  const scenarios = fc.record({
    name: fc.constant('random'),
    input: fc.constantFrom(true, 'PT1H', 0, null),
    mocks: fc.record({
      n0: fc.array(
        fc.constantFrom({}, { output: 1 }, { error: { code: 'http.503', message: 'x' } }, { after: 'PT1M' }),
        { maxLength: 3 },
      ),
    }),
    messages: fc.array(
      fc.record({
        at: fc.constantFrom('PT0S', 'PT1M', 'PT3H'),
        name: fc.constantFrom('m0', 'm1'),
        correlation: fc.constant('c'),
      }),
      { maxLength: 4 },
    ),
    tasks: fc.array(
      fc.record({
        node: fc.constantFrom('n0', 'n1'),
        at: fc.constantFrom('PT0S', 'PT2H'),
        outcome: fc.constant('done'),
      }),
      { maxLength: 3 },
    ),
    operations: fc.array(
      fc.record({
        at: fc.constantFrom('PT0S', 'PT1S', 'PT1M'),
        action: fc.constantFrom('pause' as const, 'resume' as const),
      }),
      { maxLength: 3 },
    ),
    cancel_at: fc.option(fc.constantFrom('PT0S', 'PT1M')),
  });
  fc.assert(
    fc.property(randomPlans, scenarios, fc.option(fc.nat(), { nil: undefined }), (plan, scenario, seed) => {
      const options = seed === undefined ? {} : { seed };
      const report = simulate(plan, scenario, options);
      expect(isAtRest(report), report.status).toBe(true);
      expect(simulate(plan, scenario, options)).toEqual(report);
    }),
    { numRuns: 500 },
  );
});
