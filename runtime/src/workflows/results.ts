import type { ActivityResult } from '@omniroute/engine';
import type { Json } from '@omniroute/primitives';
import type { FailureDetails } from './protocol.ts';

/** The parts of an activity's failure that decide its run error; filled from SDK errors and from history alike. */
export interface ObservedFailure {
  /** A timeout seen by the server only. */
  readonly timedOut: boolean;
  readonly cancelled: boolean;
  readonly type: string | null;
  readonly details: FailureDetails | null;
  readonly message: string;
}

/**
 * Turns an activity's failure into the engine's result. A timeout that only the server saw is a lost attempt
 * (LANGUAGE.md section 7); an unclassified error is `poison`, because the wrapper classifies everything it knows.
 */
export function failureResult(failure: ObservedFailure): { attempts: number; result: ActivityResult } {
  if (failure.timedOut) return failed('timeout.lost', 'The work was lost with its worker and may not be repeated.', 1);
  if (failure.cancelled) return failed('cancelled', 'The work was cancelled.', 1);
  if (failure.details !== null) {
    const { code, message, details, attempts, reached } = failure.details;
    return {
      attempts,
      result: {
        ok: false,
        error: { code, message, attempt: attempts, ...(details === undefined ? {} : { details }) },
        ...(reached === true ? { reached } : {}),
      },
    };
  }
  return failed('poison', failure.message, 1);
}

/** The engine's result of a completed activity. */
export function successResult(output: Json): { attempts: number; result: ActivityResult } {
  return { attempts: 1, result: { ok: true, output } };
}

function failed(code: string, message: string, attempts: number): { attempts: number; result: ActivityResult } {
  return { attempts, result: { ok: false, error: { code, message, attempt: attempts } } };
}
