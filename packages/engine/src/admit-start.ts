import type { RunError } from '@omniroute/errors';
import type { Scope } from '@omniroute/expressions';
import type { ExprRef, Mapping, Plan, PlanTrigger } from '@omniroute/plan';
import { isObject, type Json } from '@omniroute/primitives';
import type { RunFacts } from './event.ts';
import { misfit } from './ops/misfit.ts';
import { textOf } from './ops/text.ts';
import { type Evaluated, evaluateExpr, evaluateMapping } from './run/evaluate.ts';
import { factRoots, fixedScope } from './run/scope.ts';

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
      /** Name → value by which the run can be searched; the caller stores them as keyed hashes. */
      readonly businessKeys: Readonly<Record<string, string>>;
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
  const facts = { ...request.facts, trigger };
  const scope = (roots: Readonly<Record<string, Json>>) =>
    fixedScope({ ...roots, ...factRoots(facts) }, facts.started_at, `${facts.run}:start`);
  const received = receive(
    plan,
    request,
    plan.triggers.find((each) => each.id === trigger),
    scope,
  );
  if (!received.ok) return received;
  const { input, dedupeKey } = received;
  const wrong = misfit(plan, plan.input, input, { code: 'validation.input', what: 'The input' });
  if (wrong !== null) return { ok: false, reason: 'input', error: wrong };
  const known = scope({ input });
  const subscriptions: { name: string; correlation: string }[] = [];
  for (const { name, correlation } of plan.subscriptions) {
    const value = textAt(plan, correlation, known);
    // It reads only what stays as it is: where it says nothing, its wait is not reached or fails there.
    if (value.ok) subscriptions.push({ name, correlation: value.text });
  }
  const businessKeys: Record<string, string> = {};
  for (const { name, expr } of plan.business_keys) {
    const value = textAt(plan, expr, known);
    if (!value.ok) return { ok: false, reason: 'input', error: value.error };
    businessKeys[name] = value.text;
  }
  return { ok: true, trigger, input, dedupeKey, subscriptions, businessKeys };
}

/** What was received as input. A start that gives `input` itself skips the trigger's `input`, `when` and `dedupe_key`. */
function receive(
  plan: Plan,
  request: StartRequest,
  trigger: PlanTrigger | undefined,
  scope: (roots: Readonly<Record<string, Json>>) => Scope,
): { readonly ok: true; readonly input: Json; readonly dedupeKey: string | null } | Extract<Admission, { ok: false }> {
  if (request.input !== undefined) return { ok: true, input: request.input, dedupeKey: null };
  const event = request.event ?? null;
  if (trigger === undefined) return { ok: true, input: dataOf(event), dedupeKey: null };
  const received = scope({ event });
  const failed = (error: RunError) => ({ ok: false, reason: 'input', error }) as const;
  if (trigger.when !== null) {
    const wanted = evaluateExpr(plan, trigger.when, received);
    if (!wanted.ok) return failed(wanted.error);
    if (typeof wanted.value !== 'boolean')
      return failed({ code: 'expression', message: 'A condition must be true or false.' });
    if (!wanted.value) return { ok: false, reason: 'filtered' };
  }
  const mapped: Evaluated =
    trigger.input === null
      ? { ok: true, value: dataOf(event), spent: 0 }
      : evaluateMapping(plan, trigger.input, received);
  if (!mapped.ok) return failed(mapped.error);
  const key = dedupeOf(plan, trigger.config, received);
  if (key !== null && !key.ok) return failed(key.error);
  return { ok: true, input: mapped.value, dedupeKey: key === null ? null : textOf(key.value) };
}

function textAt(plan: Plan, ref: ExprRef, scope: Scope): { ok: true; text: string } | { ok: false; error: RunError } {
  const value = evaluateExpr(plan, ref, scope);
  return value.ok ? { ok: true, text: textOf(value.value) } : value;
}

/** The trigger named; else the only one; else `manual` where there is none. */
function triggerOf(plan: Plan, { trigger }: StartRequest): string | null {
  const ids = plan.triggers.map((each) => each.id);
  if (ids.length === 0) return trigger === undefined || trigger === 'manual' ? 'manual' : null;
  if (trigger === undefined) return ids.length === 1 ? (ids[0] ?? null) : null;
  return ids.includes(trigger) ? trigger : null;
}

/** Without a mapping the input is `event.data`. */
function dataOf(event: Json): Json {
  return isObject(event) ? (event.data ?? null) : null;
}

/** The trigger's `dedupe_key`, evaluated alone: other settings of it may not concern this start. */
function dedupeOf(plan: Plan, config: Mapping, scope: Scope): Evaluated | null {
  const hole = config.holes.find(([pointer]) => pointer === '/dedupe_key');
  if (hole !== undefined) return evaluateExpr(plan, hole[1], scope);
  const literal = isObject(config.value) ? config.value.dedupe_key : undefined;
  return literal === undefined || literal === null ? null : { ok: true, value: literal, spent: 0 };
}
