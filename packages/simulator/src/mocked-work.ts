import { type ActivityResult, nextAttempt } from '@omniroute/engine';
import type { RunError } from '@omniroute/errors';
import { type MockAnswer, type Plan, type PlanOptions, parseKey, type Scenario, sampleOf, validate } from '@omniroute/plan';
import { type Json, parseDuration } from '@omniroute/primitives';

/** One attempt of a node's effect. */
export interface Call {
  readonly node: string;
  readonly key: string;
  readonly attempt: number;
  readonly input: Json;
}

/** A whole effect with all its attempts, played out: how it ended, when, and what was called. */
export interface Work {
  readonly endsAt: number;
  readonly attempts: number;
  readonly result: ActivityResult;
  readonly calls: readonly (Call & { readonly at: number })[];
}

/** Attempts that a script may make before it is stopped: a policy without limit against a mock that always fails. */
const MOST_ATTEMPTS = 10_000;

/**
 * Plays a node's effect against its mock: one answer an attempt, the last repeats, the list restarts with each key. Retries
 * are decided by the same function as on a real server; an answer that does not fit the node's output is `validation.output`.
 */
export function playWork(plan: Plan, scenario: Scenario, scheduled: { index: number; key: string; input: Json; options: PlanOptions; at: number }): Work {
  const { index, key, input, options } = scheduled;
  const { node, word } = parseKey(key);
  if (word !== null) return { endsAt: scheduled.at, attempts: 1, result: { ok: true, output: null }, calls: [] };
  const op = plan.nodes[index];
  const schema = op?.op === 'act' && op.output !== null ? (plan.types[op.output] ?? true) : true;
  const script = scenario.mocks?.[key] ?? scenario.mocks?.[node] ?? [{}];
  const calls: (Call & { at: number })[] = [];
  let at = scheduled.at;
  for (let attempt = 1; ; attempt += 1) {
    calls.push({ node, key, attempt, input, at });
    const answer = script[Math.min(attempt, script.length) - 1] ?? {};
    const { result, took, retryAfterMs } = play(answer, schema, options.start_to_close_ms);
    at += took;
    if (result.ok) return { endsAt: at, attempts: attempt, result, calls };
    const decision = nextAttempt({
      retry: options.idempotency === 'none' ? [] : options.retry, code: result.error.code, attempt, elapsedMs: at - scheduled.at, totalMs: options.total_ms, retryAfterMs, jitter: 0,
    });
    if (!decision.retry || attempt >= MOST_ATTEMPTS) return { endsAt: at, attempts: attempt, result: { ok: false, error: { ...result.error, attempt } }, calls };
    at += decision.delayMs;
  }
}

function play(answer: MockAnswer, schema: unknown, limitMs: number): { result: ActivityResult; took: number; retryAfterMs: number | null } {
  const after = answer.after === undefined ? 0 : milliseconds(answer.after);
  const failed = (error: RunError, retryAfterMs: number | null = null) => ({ result: { ok: false as const, error }, took: Math.min(after, limitMs), retryAfterMs });
  if (after > limitMs) return failed({ code: 'timeout.run', message: `No answer within ${limitMs / 1000} s.` });
  if (answer.error !== undefined) {
    const { code, message, details, retry_after: retryAfter } = answer.error;
    return failed({ code, message, ...(details === undefined ? {} : { details }) }, retryAfter === undefined ? null : milliseconds(retryAfter));
  }
  const output = answer.output === undefined ? sampleOf(schema) : answer.output;
  const verdict = validate(schema, output);
  if (verdict.ok) return { result: { ok: true, output }, took: after, retryAfterMs: null };
  const [first] = verdict.issues;
  return failed({
    code: 'validation.output', message: `The answer does not fit: ${first?.pointer ?? ''} ${first?.message ?? ''}`.trim(), details: { issues: verdict.issues.slice(0, 10).map((issue) => ({ ...issue })) },
  });
}

/** A duration of a scenario file; zero if it is none, which the file's own check reports. */
export function milliseconds(text: string): number {
  const read = parseDuration(text);
  return read.ok ? read.value : 0;
}
