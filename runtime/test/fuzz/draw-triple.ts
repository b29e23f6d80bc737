import type { Plan, Scenario } from '@omniroute/plan';
import { accept, Random, randomScenario } from '@omniroute/testing/drawn';
import { judgeDocument } from '../compile-service.ts';

/** A random sound plan with what its run meets: replies and their moments, faults, messages, people, a cancellation. */
export interface Triple {
  readonly seed: number;
  readonly plan: Plan;
  readonly scenario: Scenario;
}

/** The triples of a seed, in order; services that the compiler refuses are passed over. */
export function* drawTriples(seed: number): Generator<Triple, never> {
  for (let index = 1; ; index += 1) {
    const own = (seed ^ Math.imul(index, 0x9e3779b9)) >>> 0;
    const triple = drawTriple(own);
    if (triple !== null) yield triple;
  }
}

/** The triple of one seed; `null` where its service is refused. */
export function drawTriple(seed: number): Triple | null {
  const made = accept(seed, judgeDocument);
  if (!made.ok) return null;
  return { seed, plan: made.plan, scenario: randomScenario(made.plan, new Random(seed ^ 0x5bd1e995)) };
}
