import { readFileSync } from 'node:fs';
import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Plan, RunStatus, Scenario } from '@omniroute/plan';
import { simulate } from '@omniroute/simulator';

/** How a run must end, and the keys of the effects it must have had once each. */
export interface Prediction {
  readonly status: RunStatus;
  readonly endStatus: string | null;
  readonly keys: readonly string[];
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

/** What the simulator says of a scenario. Effects that the receiver recognises by our key are those the referee counts. */
export function predict(plan: Plan, service: string, scenario: Scenario): Prediction {
  const { status, end_status: endStatus, events } = simulate(plan, scenario, { service });
  const keyed = new Set(
    plan.nodes.flatMap((node) =>
      node.op === 'act' && plan.options[node.call.options]?.idempotency === 'key' ? [node.id] : [],
    ),
  );
  const keys = events.flatMap((event) =>
    event.type === 'visit' && event.status === 'completed' && keyed.has(event.node) ? [event.key] : [],
  );
  return { status, endStatus: endStatus ?? null, keys };
}
