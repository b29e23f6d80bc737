import { matchesPattern } from '@omniroute/errors';
import type { PlanRetry } from '@omniroute/plan';
import { mostSpecific } from './run/error-route.ts';

/** Codes that repeating never repairs (LANGUAGE.md section 7). */
const NEVER = ['expression', 'poison', 'limit', 'validation', 'cancelled'];

/** A failed attempt, as the activity wrapper and the simulator know it. */
export interface FailedAttempt {
  readonly retry: readonly PlanRetry[];
  readonly code: string;
  /** Attempts charged so far, this one included; one that did not take place is not, so it may be zero. */
  readonly attempt: number;
  /** Since the first start of the work. */
  readonly elapsedMs: number;
  readonly totalMs: number | null;
  /** What the other side asked for. */
  readonly retryAfterMs: number | null;
  /** In [0, 1). */
  readonly jitter: number;
}

/**
 * Decides whether a failed attempt is repeated, and after which pause: exponential backoff
 * `min(maximum, initial × coefficient^(attempt - 1))`, shortened by up to the policy's share of jitter, never shorter than
 * the other side asked for. Pure, so that every host decides alike.
 */
export function nextAttempt(
  failed: FailedAttempt,
): { readonly retry: true; readonly delayMs: number } | { readonly retry: false } {
  const { code, attempt, elapsedMs, totalMs, retryAfterMs, jitter } = failed;
  if (NEVER.some((family) => matchesPattern(code, family))) return { retry: false };
  const policy = mostSpecific(failed.retry, code);
  if (policy === null || policy.non_retryable.some((pattern) => matchesPattern(code, pattern))) return { retry: false };
  if (policy.attempts !== null && attempt >= policy.attempts) return { retry: false };
  const backoff = Math.min(policy.maximum_ms, policy.initial_ms * policy.coefficient ** Math.max(0, attempt - 1));
  const delayMs = Math.max(Math.round(backoff * (1 - policy.jitter * jitter)), retryAfterMs ?? 0);
  if (totalMs !== null && elapsedMs + delayMs >= totalMs) return { retry: false };
  return { retry: true, delayMs };
}
