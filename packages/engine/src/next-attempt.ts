import { matchesPattern, patternRank } from '@omniroute/errors';
import type { PlanRetry } from '@omniroute/plan';

/** Codes that repeating never repairs (LANGUAGE.md section 7). */
const NEVER = ['expression', 'poison', 'limit', 'validation', 'cancelled'];

/** A failed attempt, as the activity wrapper and the simulator know it. */
export interface FailedAttempt {
  readonly retry: readonly PlanRetry[];
  readonly code: string;
  /** Attempts charged so far, this one included. */
  readonly attempt: number;
  /** Since the first start of the work. */
  readonly elapsedMs: number;
  readonly totalMs: number | null;
  /** What the other side asked for. */
  readonly retryAfterMs: number | null;
  /** In [0, 1). */
  readonly jitter: number;
}

/** Decides whether a failed attempt is repeated, and when. Pure, so that every host decides alike. */
export function nextAttempt(failed: FailedAttempt): { readonly retry: true; readonly delayMs: number } | { readonly retry: false } {
  const { code, attempt, elapsedMs, totalMs, retryAfterMs, jitter } = failed;
  if (NEVER.some((family) => matchesPattern(code, family))) return { retry: false };
  const policy = policyFor(failed.retry, code);
  if (policy === null || policy.non_retryable.some((pattern) => matchesPattern(code, pattern))) return { retry: false };
  if (policy.attempts !== null && attempt >= policy.attempts) return { retry: false };
  const backoff = Math.min(policy.maximum_ms, policy.initial_ms * policy.coefficient ** (attempt - 1));
  const delayMs = Math.max(Math.round(backoff * (1 - policy.jitter * jitter)), retryAfterMs ?? 0);
  if (totalMs !== null && elapsedMs + delayMs >= totalMs) return { retry: false };
  return { retry: true, delayMs };
}

/** The entry whose pattern is most specific; one without `on` takes the rest. */
function policyFor(policies: readonly PlanRetry[], code: string): PlanRetry | null {
  let best: PlanRetry | null = null;
  let rank = -1;
  for (const policy of policies) {
    const matching = policy.on === null ? [-0.5] : policy.on.filter((pattern) => matchesPattern(code, pattern)).map(patternRank);
    const highest = Math.max(...matching, -1);
    if (highest > rank) [best, rank] = [policy, highest];
  }
  return best;
}
