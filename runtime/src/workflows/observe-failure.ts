import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  isCancellation,
  TimeoutFailure,
} from '@temporalio/workflow';
import { failureDetails } from './failure-details.ts';
import type { ObservedFailure } from './results.ts';

/** Reads what an SDK error says about a failed activity. */
export function observeFailure(error: unknown): ObservedFailure {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return {
    timedOut: cause instanceof TimeoutFailure,
    cancelled: cause instanceof CancelledFailure || isCancellation(error),
    type: cause instanceof ApplicationFailure ? (cause.type ?? null) : null,
    details: cause instanceof ApplicationFailure ? failureDetails(cause.details?.[0]) : null,
    message: cause instanceof Error ? cause.message : String(cause),
  };
}
