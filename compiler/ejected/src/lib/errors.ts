import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  isCancellation,
  TemporalFailure,
  TimeoutFailure,
} from '@temporalio/workflow';
import { isObject, type Json } from './json.ts';

/** An error of the service: a dotted code that routes match, and where it arose. */
export interface ServiceError {
  readonly code: string;
  readonly message: string;
  readonly details: Json;
  readonly node: string | null;
  readonly iteration: string | null;
  readonly attempt: number | null;
  /** Its way out has made an undo run. */
  readonly undone?: boolean;
}

/** An error as it arises: the rest is known later. */
export interface GivenError extends Partial<ServiceError> {
  readonly code: string;
  readonly message: string;
}

/** An error as it is thrown in a workflow: its code is the type of the failure. */
export function failure(error: GivenError): ApplicationFailure {
  const { code, message, details = null, node = null, iteration = null, attempt = null, undone = false } = error;
  return ApplicationFailure.create({
    type: code,
    message,
    nonRetryable: true,
    details: [{ details, node, iteration, attempt, undone }],
  });
}

/** An `end` that ends the whole run at once: nobody's error. */
export class RunEnded extends Error {}

/**
 * The error behind what was caught. A cancellation, the early end of the run and a bug are no errors of the service: they are
 * thrown on.
 */
export function errorOf(caught: unknown): ServiceError {
  if (isCancellation(caught) || caught instanceof RunEnded || !(caught instanceof TemporalFailure)) throw caught;
  const cause = caught instanceof ActivityFailure ? (caught.cause ?? caught) : caught;
  if (cause instanceof TimeoutFailure) {
    const code = cause.timeoutType === 'HEARTBEAT' ? 'timeout.heartbeat' : 'timeout.run';
    return { code, message: cause.message, details: null, node: null, iteration: null, attempt: null };
  }
  const told = cause instanceof ApplicationFailure ? cause.details?.[0] : undefined;
  const { details, node, iteration, attempt, undone } = isObject(told) ? told : {};
  return {
    code: cause instanceof ApplicationFailure && cause.type && cause.type !== 'Error' ? cause.type : 'poison',
    message: cause.message,
    details: (details ?? null) as Json,
    node: typeof node === 'string' ? node : null,
    iteration: typeof iteration === 'string' ? iteration : null,
    attempt: typeof attempt === 'number' ? attempt : null,
    ...(undone === true ? { undone } : {}),
  };
}

/** What is no longer needed ends so. */
export function calledOff(): CancelledFailure {
  return new CancelledFailure('It is no longer needed.');
}

/** Does something, or gives a value where it fails. */
export async function orElse<Result, Other>(work: () => Promise<Result>, value: () => Other): Promise<Result | Other> {
  try {
    return await work();
  } catch (caught) {
    errorOf(caught);
    return value();
  }
}

/** The error of a wait or a task that took too long. */
export function lateError(node: string, code: 'timeout.wait' | 'timeout.human_task'): ServiceError {
  const message =
    code === 'timeout.wait' ? `What "${node}" waited for did not come in time.` : `Nobody answered "${node}" in time.`;
  return { code, message, details: null, node, iteration: null, attempt: null };
}
