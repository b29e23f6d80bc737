import { CancellationScope, isCancellation, sleep, workflowInfo } from '@temporalio/workflow';
import { compensate } from './compensate.ts';
import { errorOf, failure, RunEnded, type ServiceError } from './errors.ts';
import { Place } from './place.ts';
import { RunState, type Start } from './run-state.ts';

/** How a run ended well: its output, and the business word of the `end` that was reached. */
export interface Outcome<Output> {
  readonly output: Output;
  readonly status: string | null;
}

export interface ServiceOptions {
  readonly id: string;
  /** Bound of the whole run in milliseconds. */
  readonly deadline?: number;
  /** Whether what was done is undone when the run fails or is cancelled. */
  readonly compensate: boolean;
}

/**
 * Runs the flow of a service. If it fails, is cancelled or takes too long, everything under way is cancelled, what was done
 * is undone from the last, and the workflow fails with the error's code as its type (`undone` in its details), or ends
 * as cancelled.
 */
export async function service<Output>(
  start: Start,
  options: ServiceOptions,
  flow: (at: Place) => Promise<Outcome<Output>>,
): Promise<Outcome<Output>> {
  const at = Place.ofRun(new RunState(start), options.id);
  try {
    return await inTime(options.deadline, () => flow(at), {
      code: 'timeout.service',
      message: 'The run took longer than its deadline.',
    });
  } catch (caught) {
    await at.callOff();
    const cancelled = isCancellation(caught);
    const error = cancelled ? CANCELLED : errorOf(caught);
    const undone = options.compensate && (await compensate(at, at.done, error));
    if (cancelled) throw caught;
    throw failure({ ...error, undone: undone || error.undone === true });
  }
}

export const CANCELLED: ServiceError = {
  code: 'cancelled',
  message: 'The run was cancelled.',
  details: null,
  node: null,
  iteration: null,
  attempt: null,
};

/** Does something within a limit of time; then it is cancelled, settled, and the error is the one given. */
export async function inTime<Result>(
  limit: number | undefined,
  work: () => Promise<Result>,
  error: Parameters<typeof failure>[0],
): Promise<Result> {
  if (limit === undefined) return work();
  const [working, waiting] = [new CancellationScope(), new CancellationScope()];
  let late = false;
  const alarm = waiting
    .run(async () => {
      await sleep(Math.max(1, limit));
      late = true;
      working.cancel();
    })
    .catch((caught: unknown) => {
      if (!isCancellation(caught)) throw caught;
    });
  try {
    return await working.run(work);
  } catch (caught) {
    if (late && isCancellation(caught)) throw failure(error);
    throw caught;
  } finally {
    waiting.cancel();
    await alarm;
  }
}

/** Runs a flow in which an `end` may end the whole run at once. */
export async function untilEnded(flow: () => Promise<void>): Promise<void> {
  try {
    await flow();
  } catch (caught) {
    if (!(caught instanceof RunEnded)) throw caught;
  }
}

/** The run and the service as expressions read them. */
export function factsOf({ home: { start, service: id } }: Place) {
  const { workflowId, startTime } = workflowInfo();
  return {
    run: { id: workflowId, started_at: startTime.toISOString() },
    trigger: { id: start.trigger },
    tenant: { id: start.tenant ?? 'default' },
    service: { id, version: start.version ?? 1 },
  };
}
