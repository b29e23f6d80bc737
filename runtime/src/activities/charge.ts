import type { AttemptRecord } from './attempts.ts';

/** So long an open breaker is waited for without charge (see held-attempts.decision.md). */
const LONGEST_HELD_MS = 3_600_000;

/**
 * Attempts charged after one that failed. One that the breaker held back did not take place: it is not charged where the work
 * may be repeated at all, for at most an hour since the work first began.
 */
export function chargedAfter(
  { charged }: AttemptRecord,
  failed: { readonly held: boolean; readonly repeatable: boolean; readonly elapsedMs: number },
): number {
  return failed.held && failed.repeatable && failed.elapsedMs < LONGEST_HELD_MS ? charged : charged + 1;
}
