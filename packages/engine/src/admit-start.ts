import type { RunError } from '@omniroute/errors';
import { type Mapping, type Plan, validate } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import type { RunFacts } from './event.ts';
import { misfit } from './ops/set.ts';
import { type Evaluated, evaluateExpr, evaluateMapping, type Reading } from './run/evaluator.ts';

/** A start as somebody asks for it: `input` itself, or the `event` a trigger received. */
export interface StartRequest {
  readonly facts: Omit<RunFacts, 'trigger'>;
  readonly trigger?: string;
  readonly input?: Json;
  readonly event?: Json;
}

export type Admission =
  | {
      readonly ok: true;
      readonly trigger: string;
      readonly input: Json;
      readonly dedupeKey: string | null;
      readonly subscriptions: readonly { readonly name: string; readonly correlation: string }[];
    }
  /** `filtered`: the trigger's `when` said no. `trigger`: it is not known, or not named though there are several. */
  | { readonly ok: false; readonly reason: 'filtered' | 'trigger' }
  | { readonly ok: false; readonly reason: 'input'; readonly error: RunError };

/**
 * Judges a start before any run is made (LANGUAGE.md section 3): which trigger, whether it wants the event, what the input
 * is and whether it fits, and the messages the run holds from its first moment. Pure: API and simulator ask the same.
 */
export function admitStart(plan: Plan, request: StartRequest): Admission {
  const trigger = triggerOf(plan, request);
  if (trigger === null) return { ok: false, reason: 'trigger' };
  const declared = plan.triggers.find((each) => each.id === trigger);
  const reading = (roots: Reading['roots']): Reading => ({
    now: request.facts.started_at,
    seed: request.facts.run,
    roots: {
      ...roots, trigger: { id: trigger }, run: { id: request.facts.run, started_at: new Date(request.facts.started_at).toISOString() },
      tenant: { id: request.facts.tenant }, service: { id: request.facts.service, version: request.facts.version },
    },
  });
  let input: Json = request.input ?? null;
  let dedupeKey: string | null = null;
  if (request.input === undefined && declared !== undefined) {
    const received = reading({ event: request.event ?? null });
    if (declared.when !== null) {
      const wanted = evaluateExpr(plan, declared.when, received);
      if (!wanted.ok) return { ok: false, reason: 'input', error: wanted.error };
      if (wanted.value !== true) return { ok: false, reason: 'filtered' };
    }
    const mapped = evaluateMapping(plan, declared.input ?? dataOf(request.event), received);
    if (!mapped.ok) return { ok: false, reason: 'input', error: mapped.error };
    input = mapped.value;
    const key = dedupeOf(plan, declared.config, received);
    if (key !== null && !key.ok) return { ok: false, reason: 'input', error: key.error };
    dedupeKey = key === null ? null : String(key.value);
  }
  const verdict = plan.input === null ? ({ ok: true } as const) : validate(plan.types[plan.input] ?? true, input);
  if (!verdict.ok) return { ok: false, reason: 'input', error: misfit('validation.input', 'The input', verdict.issues) };
  const subscriptions: { name: string; correlation: string }[] = [];
  for (const { name, correlation } of plan.subscriptions) {
    const value = evaluateExpr(plan, correlation, reading({ input }));
    if (!value.ok) return { ok: false, reason: 'input', error: value.error };
    subscriptions.push({ name, correlation: typeof value.value === 'string' ? value.value : JSON.stringify(value.value) });
  }
  return { ok: true, trigger, input, dedupeKey, subscriptions };
}

/** The trigger named; else the only one; else `manual` where there is none. */
function triggerOf(plan: Plan, { trigger }: StartRequest): string | null {
  if (trigger !== undefined) return plan.triggers.some((each) => each.id === trigger) || (plan.triggers.length === 0 && trigger === 'manual') ? trigger : null;
  if (plan.triggers.length === 0) return 'manual';
  return plan.triggers.length === 1 ? (plan.triggers[0]?.id ?? null) : null;
}

/** Without a mapping the input is `event.data`. */
function dataOf(event: Json | undefined): Mapping {
  const data = typeof event === 'object' && event !== null && !Array.isArray(event) ? (event as { data?: Json }).data : undefined;
  return { value: data ?? null, holes: [] };
}

/** The trigger's `dedupe_key`, evaluated alone: other settings of it may not concern this start. */
function dedupeOf(plan: Plan, config: Mapping, reading: Reading): Evaluated | null {
  const hole = config.holes.find(([pointer]) => pointer === '/dedupe_key');
  if (hole !== undefined) return evaluateExpr(plan, hole[1], reading);
  const literal = typeof config.value === 'object' && config.value !== null && !Array.isArray(config.value) ? (config.value as { dedupe_key?: Json }).dedupe_key : undefined;
  return literal === undefined ? null : { ok: true, value: literal, spent: 0 };
}
