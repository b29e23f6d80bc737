import type { Scenario } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { accept, Random, randomScenario } from '@omniroute/testing/drawn';
import { Coverage } from './coverage.ts';
import { play } from './judge.ts';
import { judgeDocument } from './judge-document.ts';
import { shrunk } from './shrink.ts';

/** Each plan is played so often, with other replies each time. */
const PLAYS = 2;
const MOST_EXAMPLES = 20;

/** A promise that was broken, with what shows it, as small as it could be made. */
export interface CounterExample {
  readonly seed: number;
  readonly broken: readonly string[];
  readonly document: Json;
  readonly scenario: Scenario;
  readonly scheduler: number;
}

/** What became of many random services. */
export interface AcceptedPlansReport {
  readonly drawn: number;
  readonly accepted: number;
  /** Accepted as they were first written; in the others some expressions were refused and written less boldly. */
  readonly atOnce: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly coverage: Coverage;
  readonly counterExamples: readonly CounterExample[];
}

/** Draws random services until so many are accepted, and plays each. Shards take every n-th service. */
export function runAcceptedPlans(count: number, seed: number, { shard = 0, of = 1 } = {}): AcceptedPlansReport {
  const coverage = new Coverage();
  const refused: Record<string, number> = {};
  const counterExamples: CounterExample[] = [];
  let [drawn, accepted, atOnce] = [0, 0, 0];
  while (accepted < count && counterExamples.length < MOST_EXAMPLES) {
    const own = seedOf(seed, drawn * of + shard);
    drawn += 1;
    const made = accept(own, judgeDocument);
    if (!made.ok) {
      refused[made.code] = (refused[made.code] ?? 0) + 1;
      continue;
    }
    accepted += 1;
    if (!made.rewritten) atOnce += 1;
    coverage.addPlan(made.document, made.plan);
    for (let index = 0; index < PLAYS; index += 1) {
      const random = new Random(seedOf(own, index));
      const scenario = randomScenario(made.plan, random);
      const scheduler = random.seed();
      const played = play(made.plan, scenario, scheduler);
      coverage.addPlay(played);
      if (played.broken.length === 0) continue;
      const small = shrunk(made.document, scenario, scheduler, played.broken);
      counterExamples.push({ seed: own, scheduler, ...small });
    }
  }
  return { drawn, accepted, atOnce, refused, coverage, counterExamples };
}

function seedOf(seed: number, index: number): number {
  return (seed ^ Math.imul(index + 1, 0x9e3779b9)) >>> 0;
}
