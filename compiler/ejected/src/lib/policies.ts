import { matches, matchesAny, rankOf } from './patterns.ts';

/** Errors that repeating never repairs. */
export const NEVER = ['expression', 'poison', 'limit', 'validation', 'cancelled'];

/** How something is tried again; durations in milliseconds. */
export interface Policy {
  /** The codes that it is for; all where none is named. */
  readonly on?: readonly string[];
  readonly initialInterval: number;
  readonly backoffCoefficient: number;
  readonly maximumInterval: number;
  /** No limit without it. */
  readonly maximumAttempts?: number;
  /** Patterns of codes, like `http.4xx`. */
  readonly nonRetryable: readonly string[];
  /** By what share a pause may be shorter. */
  readonly jitter?: number;
}

/** The pause before the next attempt, or null where there is none: by the policy that is most specific for the code. */
export function pauseAfter(policies: readonly Policy[], code: string, attempt: number): number | null {
  if (matchesAny(code, NEVER)) return null;
  const policy = mostSpecific(policies, code);
  if (policy === null || matchesAny(code, policy.nonRetryable)) return null;
  const { initialInterval, backoffCoefficient, maximumInterval, maximumAttempts, jitter = 0 } = policy;
  if (maximumAttempts !== undefined && attempt >= maximumAttempts) return null;
  const pause = Math.min(maximumInterval, initialInterval * backoffCoefficient ** (attempt - 1));
  return Math.round(pause * (1 - jitter * Math.random()));
}

function mostSpecific(policies: readonly Policy[], code: string): Policy | null {
  let best: { readonly policy: Policy; readonly rank: number } | null = null;
  for (const policy of policies) {
    const ranks = (policy.on ?? []).filter((pattern) => matches(code, pattern)).map(rankOf);
    if (policy.on !== undefined && ranks.length === 0) continue;
    const rank = Math.max(-1, ...ranks);
    if (best === null || rank > best.rank) best = { policy, rank };
  }
  return best?.policy ?? null;
}
