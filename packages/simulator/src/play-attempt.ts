import type { ActivityResult } from '@omniroute/engine';
import type { RunError } from '@omniroute/errors';
import {
  type Cut,
  cutBytes,
  type LargePart,
  largeParts,
  type MockAnswer,
  type Plan,
  type PlanNode,
  project,
  sampleOf,
  validate,
  withStandIns,
} from '@omniroute/plan';
import { canonicalJson, type Json } from '@omniroute/primitives';

/** How one attempt of an effect goes: its result and the time it takes. */
export interface Attempt {
  readonly result: ActivityResult;
  readonly tookMs: number;
  readonly retryAfterMs: number | null;
  /** What did not go into the run. */
  readonly cut?: Cut;
}

/**
 * Plays one attempt against its scripted answer, as the door of a real server judges it: too slow is `timeout.run`, an
 * output that does not fit is `validation.output`, one that is too large `limit.payload`; what later steps do not read is cut,
 * and what is marked as large is passed by reference.
 */
export function playAttempt(
  plan: Plan,
  node: PlanNode,
  answer: MockAnswer,
  given: { milliseconds(text: string): number; refer(value: Json, parts: readonly LargePart[]): Json },
): Attempt {
  const { milliseconds } = given;
  if (node.op !== 'act' && node.op !== 'call')
    return { result: { ok: true, output: null }, tookMs: 0, retryAfterMs: null };
  // A subflow has no limit of its own.
  const options = node.op === 'act' ? plan.options[node.call.options] : undefined;
  const limit = options?.start_to_close_ms ?? Number.POSITIVE_INFINITY;
  const tookMs = answer.after === undefined ? 0 : milliseconds(answer.after);
  if (tookMs > limit)
    return failed(limit, { code: 'timeout.run', message: `There was no answer within ${limit / 1000} s.` });
  if (answer.error !== undefined) {
    const { code, message, details, retry_after: retryAfter } = answer.error;
    const error = { code, message, ...(details === undefined ? {} : { details }) };
    return failed(tookMs, error, retryAfter === undefined ? null : milliseconds(retryAfter));
  }
  const schema = node.output === null ? true : (plan.types[node.output] ?? true);
  const output = answer.output === undefined ? sampleOf(schema) : answer.output;
  const kept = node.op === 'act' ? project(node.keep, output) : output;
  const wrong = misfit(schema, output);
  if (wrong !== null) return failed(tookMs, wrong);
  const large = node.op === 'act' ? largeParts(schema, kept) : [];
  const small = withStandIns(kept, large);
  const error = oversize(plan, small);
  if (error !== null) return failed(tookMs, error);
  const cut = kept === output ? {} : { cut: { bytes: cutBytes(withStandIns(output, large), small), whole: output } };
  return { result: { ok: true, output: given.refer(kept, large) }, tookMs, retryAfterMs: null, ...cut };
}

function failed(tookMs: number, error: RunError, retryAfterMs: number | null = null): Attempt {
  return { result: { ok: false, error }, tookMs, retryAfterMs };
}

function misfit(schema: unknown, output: Json): RunError | null {
  const verdict = validate(schema, output);
  if (verdict.ok) return null;
  const [first] = verdict.issues;
  const sentence = `${first?.pointer ?? ''} ${first?.message ?? ''}`.trim();
  return {
    code: 'validation.output',
    message: `The answer does not fit: ${sentence}`,
    details: { issues: verdict.issues.slice(0, 10) },
  };
}

function oversize(plan: Plan, kept: Json): RunError | null {
  const size = canonicalJson(kept).length;
  const most = plan.limits.payload_bytes;
  return size <= most
    ? null
    : { code: 'limit.payload', message: `The answer has ${size} characters; at most ${most} can be passed on.` };
}
