import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Plan } from '@omniroute/plan';
import { simulate } from '@omniroute/simulator';
import { ANSWERS, anyDrawings, playTokens, type RandomDrawing, serviceOf, soundDrawings } from '@omniroute/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
const SEED = 20_261_130;
const PLAYS = 24;
const RUNS = 3;

/** What a run of such a drawing may fail with: its own numbers, never where it meets. */
const OWN_FAILURES = ['limit.iterations', 'no_branch', 'join.unreachable'];

function planOf(drawing: RandomDrawing): Plan | null {
  const { plan, diagnostics } = compile({ document: serviceOf(drawing) }, options);
  expect(plan === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'));
  return plan ?? null;
}

/** Numbers that look random and are the same for one seed. */
function randomOf(seed: number): (count: number) => number {
  let state = seed >>> 0;
  return (count) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return (state >>> 8) % count;
  };
}

/** Steps that were visited more often than once, where nothing goes back and nothing repeats. */
function twice(plan: Plan, visits: Iterable<readonly [node: string, times: number]>): string[] {
  if (plan.loops.length > 0 || plan.regions.length > 1) return [];
  return [...visits].filter(([, times]) => times > 1).map(([node]) => node);
}

/** Meetings of all branches that went on before a step behind which they still could be reached. */
function early(plan: Plan, path: readonly { readonly node: string }[]): string[] {
  if (plan.loops.length > 0 || plan.regions.length > 1) return [];
  const at = new Map(path.map(({ node }, index) => [node, index]));
  return plan.nodes.flatMap((node, index) => {
    const { gather } = node;
    const met = at.get(node.id);
    if (gather === null || met === undefined || (node.op === 'join' && node.mode !== 'all')) return [];
    const before =
      gather.by === 'branches'
        ? gather.reach
        : plan.nodes.flatMap((each, from) => ('next' in each && each.next === index ? [from] : []));
    return before.some((from) => (at.get(plan.nodes[from]?.id ?? '') ?? -1) > met) ? [node.id] : [];
  });
}

/** Plays the tokens of a plan several times, with other choices each time. */
function playAll(plan: Plan, seed: number): void {
  for (let play = 0; play < PLAYS; play += 1) {
    const visits = playTokens(plan, randomOf(seed ^ (play * 0x9e3779b9)));
    expect(
      twice(
        plan,
        [...visits].map(([node, times]) => [plan.nodes[node]?.id ?? '?', times]),
      ),
    ).toEqual([]);
  }
}

/** Runs a plan in the engine several times, with other answers to its conditions each time. */
function runAll(plan: Plan, seed: number): void {
  for (let run = 0; run < RUNS; run += 1) {
    const random = randomOf(seed ^ (run * 0x9e3779b9));
    const yes = Array.from({ length: ANSWERS }, () => random(2) === 1);
    const { status, error, path } = simulate(plan, { name: 'random', input: { yes } }, { seed: random(1000) });
    if (error !== null) expect(OWN_FAILURES).toContain(error.code);
    expect(['completed', 'failed', 'compensated']).toContain(status);
    expect(early(plan, path)).toEqual([]);
    const counts = Map.groupBy(path, ({ node }) => node);
    expect(
      twice(
        plan,
        [...counts].map(([node, visits]) => [node, visits.length]),
      ),
    ).toEqual([]);
  }
}

test(`what is built of blocks is accepted, and every play of it comes to its end (seed ${SEED})`, () => {
  fc.assert(
    fc.property(soundDrawings, fc.nat(), (drawing, seed) => {
      const plan = planOf(drawing);
      if (plan === null) throw new Error('a sound drawing is refused');
      playAll(plan, seed);
      runAll(plan, seed);
    }),
    { seed: SEED, numRuns: 150 },
  );
});

test(`of any connections, those that are accepted come to their end in every play (seed ${SEED})`, () => {
  let accepted = 0;
  fc.assert(
    fc.property(anyDrawings, fc.nat(), (drawing, seed) => {
      const plan = planOf(drawing);
      if (plan === null) return;
      accepted += 1;
      playAll(plan, seed);
      runAll(plan, seed);
    }),
    { seed: SEED, numRuns: 1000 },
  );
  // The property says nothing where nearly all is refused.
  expect(accepted).toBeGreaterThan(200);
});
