import { readFileSync } from 'node:fs';
import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { MockAnswer, Plan, RunStatus, Scenario } from '@omniroute/plan';
import { simulate } from '@omniroute/simulator';
import type { SeenVisit } from './seen-visit.ts';

/** How a run must end, and the effects it must have had. */
export interface Prediction {
  readonly status: RunStatus;
  readonly endStatus: string | null;
  /** Keys of effects that happened exactly once. */
  readonly keys: readonly string[];
  /** Keys of effects that ended in an error: a payment that was declined is on the provider's books too, once at the most. */
  readonly doubtful: readonly string[];
}

/** Compiles a template. */
export function planOfTemplate(id: string): Plan {
  const text = readFileSync(new URL(`../../../../templates/${id}/service.json`, import.meta.url), 'utf8');
  const { plan, diagnostics } = compile(
    { text },
    { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry },
  );
  if (plan === undefined) throw new Error(`${id} does not compile: ${JSON.stringify(diagnostics)}`);
  return plan;
}

/**
 * A scenario with the answers that some steps got in a run. Answers of the outside world are taken as they were; that the
 * world could not be reached is none, and must not have come of faults that the step's retries outlast.
 */
export function withReplies(scenario: Scenario, visits: readonly SeenVisit[], steps: readonly string[]): Scenario {
  const mocks = visits.flatMap(({ node, key, status, output, error }): [string, readonly MockAnswer[]][] => {
    if (!steps.includes(node)) return [];
    if (status === 'completed') return [[key, [{ output }]]];
    const isAnswer = error !== null && (error.code.startsWith('business.') || error.code.startsWith('http.4'));
    return isAnswer ? [[key, [{ error: { code: error.code, message: error.message } }]]] : [];
  });
  return { ...scenario, mocks: { ...scenario.mocks, ...Object.fromEntries(mocks) } };
}

/** A plan that takes as it is what a run shows of these steps' outputs: that is only what later steps read of them. */
export function withoutJudging(plan: Plan, steps: readonly string[]): Plan {
  const nodes = plan.nodes.map((node) =>
    node.op === 'act' && steps.includes(node.id) ? { ...node, output: null } : node,
  );
  return { ...plan, nodes };
}

/** What the simulator says of a scenario. Effects that the receiver recognises by our key are those the referee counts. */
export function predict(plan: Plan, service: string, scenario: Scenario): Prediction {
  const { status, end_status: endStatus, events } = simulate(plan, scenario, { service });
  const keyed = new Set(
    plan.nodes.flatMap((node) =>
      node.op === 'act' && plan.options[node.call.options]?.idempotency === 'key' ? [node.id] : [],
    ),
  );
  const ended = events.flatMap((event) =>
    event.type === 'visit' && keyed.has(event.node) && event.status !== 'running' ? [event] : [],
  );
  const keys = ended.filter((event) => event.status === 'completed').map(({ key }) => key);
  const doubtful = ended.filter((event) => event.status !== 'completed').map(({ key }) => key);
  return { status, endStatus: endStatus ?? null, keys, doubtful };
}
