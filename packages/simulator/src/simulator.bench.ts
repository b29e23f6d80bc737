import { createState, type Event, type State, step } from '@omniroute/engine';
import type { Plan } from '@omniroute/plan';
import { planOf } from '@omniroute/testing';
import { simulate } from './simulate.ts';

const FACTS = { run: 'r', tenant: 't', service: 's', version: 1, started_at: 0, trigger: 'manual' };
const START = { kind: 'start', at: 0, facts: FACTS, input: null } satisfies Event;
const BUDGET = { steps: 10_000, fuel: 1_000_000 };
const TURNS = 100_000;
const TOKENS = 1_000;
const ROUNDS = 100;
/** Rounds before the clock is read: the goal is about a process that runs. */
const WARM_UP = 50;

/** A counted loop: one assignment and one decision a turn, an expression each. */
const loop = planOf({
  variables: { n: { schema: { type: 'integer' }, initial: 0 } },
  nodes: [
    { id: 'inc', op: 'set', assign: { n: '${ vars.n + 1 }' } },
    { id: 'more', op: 'decide', arms: [{ id: 'again', when: `\${ vars.n < ${TURNS} }`, to: 'inc' }], otherwise: null },
  ],
  loops: [{ node: 'more', port: 'again', max: TURNS }],
});

/** A thousand tokens at once, each repeating an effect. */
const crowd = planOf({
  nodes: [
    {
      id: 'split',
      op: 'decide',
      mode: 'all',
      arms: Array.from({ length: TOKENS }, (_, index) => ({ id: `b${index}`, when: '${ true }', to: 'work' })),
    },
    { id: 'work', op: 'act', input: { n: '${ run.id }' }, to: 'work' },
  ],
  loops: [{ node: 'work', max: null }],
});

/** A thousand items under way beside each other, each repeating an effect. */
const items = planOf({
  nodes: [
    { id: 'all', op: 'each', concurrency: TOKENS },
    { id: 'work', op: 'act', parent: 'all', input: { n: '${ item }' }, to: 'work' },
  ],
  loops: [{ node: 'work', max: null }],
});

const nap = planOf({ nodes: [{ id: 'nap', op: 'wait', on: { duration: 'P730D' } }] });

/** Runs a plan of pure work to its end, yielding as a host must; the answer is the number of visits. */
function runPure(plan: Plan): number {
  const state = createState(plan);
  step(plan, state, [START], BUDGET);
  while (state.result === null) step(plan, state, [{ kind: 'timer', at: state.clock + 1, key: 'yield' }], BUDGET);
  return Object.values(state.frames[0]?.visits ?? {}).reduce((sum, count) => sum + count, 0);
}

/** Lets every open effect end, round by round, one event an activation. */
function runCrowd(plan: Plan, state: State, rounds: number): number {
  let events = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const key of Object.keys(state.pending)) {
      step(
        plan,
        state,
        [{ kind: 'activity', at: round, key, attempts: 1, result: { ok: true, output: null } }],
        BUDGET,
      );
      events += 1;
    }
  }
  return events;
}

function perSecond(work: () => number): { value: number; ms: number; count: number } {
  const began = performance.now();
  const count = work();
  const ms = performance.now() - began;
  return { value: Math.round((count / ms) * 1_000), ms, count };
}

export const benchmarks = [
  {
    id: 'engine-visits',
    unit: 'visits/s',
    goal: { min: 1_000_000 },
    async run() {
      const { value, count, ms } = perSecond(() => runPure(loop));
      return { value, detail: `a counted loop, ${count} visits with one expression each in ${Math.round(ms)} ms` };
    },
  },
  {
    id: 'engine-events',
    unit: 'events/s',
    goal: { min: 1_000_000 },
    async run() {
      const state = createState(crowd);
      step(crowd, state, [START], BUDGET);
      runCrowd(crowd, state, WARM_UP);
      const { value, count, ms } = perSecond(() => runCrowd(crowd, state, ROUNDS));
      return {
        value,
        detail: `${TOKENS} open tokens, ${count} results one an activation, each followed by a new visit, in ${Math.round(ms)} ms, warm`,
      };
    },
  },
  {
    id: 'engine-for-each',
    unit: 'events/s',
    goal: { min: 1_000_000 },
    async run() {
      const state = createState(items);
      step(items, state, [{ ...START, input: Array.from({ length: TOKENS }, (_, index) => index) }], BUDGET);
      runCrowd(items, state, WARM_UP);
      const { value, count, ms } = perSecond(() => runCrowd(items, state, ROUNDS));
      return {
        value,
        detail: `a for_each with ${TOKENS} items under way, ${count} results one an activation, each followed by a new visit, in ${Math.round(ms)} ms, warm`,
      };
    },
  },
  {
    id: 'simulator-events',
    unit: 'events/s',
    goal: { min: 1_000_000 },
    async run() {
      let events = 0;
      const { value, ms } = perSecond(() => {
        events = simulate(loop, { name: 'loop', input: null }).events.length;
        return events;
      });
      return {
        value,
        detail: `the counted loop with its run events recorded and folded: ${events} events in ${Math.round(ms)} ms`,
      };
    },
  },
  {
    id: 'simulator-two-years',
    unit: 'ms',
    goal: { max: 10 },
    async run() {
      const began = performance.now();
      const { duration } = simulate(nap, { name: 'nap', input: null });
      return { value: performance.now() - began, detail: `a wait of ${duration}` };
    },
  },
];
