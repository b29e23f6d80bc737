import {
  ActivityCancellationType,
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  isCancellation,
  scheduleActivity,
} from '@temporalio/workflow';
import { calledOff, errorOf, failure } from './errors.ts';
import { isObject } from './json.ts';
import { matchesAny } from './patterns.ts';
import { type Place, pathOf, type Undoing, undoKey } from './place.ts';

/** How an activity is tried again; durations in milliseconds. */
export interface Retry {
  readonly initialInterval: number;
  readonly backoffCoefficient: number;
  readonly maximumInterval: number;
  /** No limit without it. */
  readonly maximumAttempts?: number;
  /** Patterns of codes, like `http.4xx`; the activity interceptor reads them. */
  readonly nonRetryable: readonly string[];
}

/** A step that does something outside: one activity. */
export interface EffectOptions {
  /** The node of the service, as in its keys. */
  readonly node: string;
  /** The function of `activities.ts`. */
  readonly activity: string;
  readonly taskQueue: string;
  readonly startToClose: number;
  readonly heartbeat?: number;
  /** Bound of all attempts and pauses. */
  readonly total?: number;
  /** One attempt without it. */
  readonly retry?: Retry;
  /** What counts as done where the step can be undone: an attempt that may have reached its target, or success only. */
  readonly undoWhen?: 'attempted' | 'completed';
}

/** Ends of an attempt that leave open whether it reached its target. */
const IN_DOUBT = ['timeout', 'network.broken', 'http.5xx', 'validation.output', 'limit.payload', 'cancelled'];

/** A step and its undo, as the flow calls them. */
export interface Effect<Input, Output> {
  /** Does it. `undo` is remembered, and called if what the step belongs to fails. */
  (at: Place, input: Input, undo?: (undoing: Undoing, output?: Output) => Promise<unknown>): Promise<Output>;
  /** Undoes something: under the path of what is undone. */
  undo(undoing: Undoing, input: Input): Promise<Output>;
}

/** Defines a step that does something outside. Its key is the activity id: `charge#1.2.1`. */
export function effect<Input, Output>(options: EffectOptions): Effect<Input, Output> {
  const run = async (
    at: Place,
    input: Input,
    undo?: (undoing: Undoing, output?: Output) => Promise<unknown>,
  ): Promise<Output> => {
    const key = at.begin(options.node);
    const scope = CancellationScope.current();
    if (scope.consideredCancelled) throw calledOff();
    let output: Output;
    try {
      // What can be undone is settled before anything else happens: a late success must be undone as well.
      output = await attempt<Output>(options, key, input, undo !== undefined);
    } catch (caught) {
      const inDoubt = options.undoWhen === 'attempted' && mayHaveReached(caught);
      if (undo !== undefined && inDoubt) at.remember(key, (undoing) => undo(undoing));
      if (scope.consideredCancelled) throw calledOff();
      throw placed(options.node, key, caught);
    }
    if (undo !== undefined) at.remember(key, (undoing) => undo(undoing, output));
    if (scope.consideredCancelled) throw calledOff();
    return output;
  };
  return Object.assign(run, {
    undo: (undoing: Undoing, input: Input) => attempt<Output>(options, undoKey(undoing.key, options.node), input, true),
  });
}

function attempt<Output>(options: EffectOptions, key: string, input: unknown, settle: boolean): Promise<Output> {
  const { retry } = options;
  return scheduleActivity<Output>(options.activity, [input], {
    activityId: key,
    taskQueue: options.taskQueue,
    startToCloseTimeout: options.startToClose,
    ...(options.heartbeat === undefined ? {} : { heartbeatTimeout: options.heartbeat }),
    ...(options.total === undefined ? {} : { scheduleToCloseTimeout: options.total }),
    cancellationType: settle
      ? ActivityCancellationType.WAIT_CANCELLATION_COMPLETED
      : ActivityCancellationType.TRY_CANCEL,
    retry:
      retry === undefined
        ? { maximumAttempts: 1 }
        : {
            initialInterval: retry.initialInterval,
            backoffCoefficient: retry.backoffCoefficient,
            maximumInterval: Math.max(retry.initialInterval, retry.maximumInterval),
            ...(retry.maximumAttempts === undefined ? {} : { maximumAttempts: retry.maximumAttempts }),
            nonRetryableErrorTypes: [...retry.nonRetryable],
          },
    summary: options.node,
  });
}

function mayHaveReached(caught: unknown): boolean {
  if (isCancellation(caught)) return true;
  return reachedBefore(caught) || matchesAny(errorOf(caught).code, IN_DOUBT);
}

/** Whether an attempt before the last may have reached its target: the activity interceptor says so. */
function reachedBefore(caught: unknown): boolean {
  const cause = caught instanceof ActivityFailure ? caught.cause : null;
  const told = cause instanceof ApplicationFailure ? cause.details?.[0] : null;
  return isObject(told) && told.reached === true;
}

/** An error with the place it arose at. */
function placed(node: string, key: string, caught: unknown): unknown {
  if (isCancellation(caught)) return caught;
  return failure({ ...errorOf(caught), node, iteration: pathOf(key) });
}
