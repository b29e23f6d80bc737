import { activityInfo, Context, heartbeat } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, Next } from '@temporalio/worker';
import { isObject } from './json.ts';
import { matchesAny } from './patterns.ts';
import { NEVER, type Policy, pauseAfter } from './policies.ts';
import { misfitOf, type Schema } from './schema.ts';

/** Ends of an attempt that leave open whether it reached its target. */
const IN_DOUBT = ['timeout', 'network.broken', 'http.5xx', 'validation.output', 'limit.payload'];
const HEARTBEAT_MS = 2_000;

/** An error with a code of the service: `http.404`, `business.payment.declined`. Throw it from an activity. */
export function coded(code: string, message: string, more: { details?: unknown; retryAfterMs?: number } = {}) {
  const { details, retryAfterMs } = more;
  return ApplicationFailure.create({
    type: code,
    message,
    details: [{ details: details ?? null }],
    ...(retryAfterMs === undefined ? {} : { nextRetryDelay: retryAfterMs }),
  });
}

/** Names an effect the same for all its attempts: what a receiver needs to do it once. */
export function idempotencyKey(): string {
  const { workflowExecution, activityId } = activityInfo();
  return `${workflowExecution?.workflowId}:${activityId}`;
}

/**
 * What every activity has around it: its output is judged at the door, an error whose code matches one of the retry
 * policy's patterns is not tried again, and heartbeats tell it of a cancellation.
 */
export class ActivityInterceptor implements ActivityInboundCallsInterceptor {
  private readonly outputs: Readonly<Record<string, Schema>>;

  /** Policies of activities that the server cannot follow by itself: several by the code of the error, or with jitter. */
  private readonly policies: Readonly<Record<string, readonly Policy[]>>;

  constructor(outputs: Readonly<Record<string, Schema>>, policies: Readonly<Record<string, readonly Policy[]>> = {}) {
    this.outputs = outputs;
    this.policies = policies;
  }

  async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    const info = activityInfo();
    const told: unknown = info.heartbeatDetails;
    const reached = isObject(told) && told.reached === true;
    const beat = setInterval(() => heartbeat({ reached }), HEARTBEAT_MS);
    try {
      const output = await next(input);
      const misfit = misfitOf(this.outputs[info.activityType] ?? true, output);
      if (misfit !== null) throw coded('validation.output', `The answer does not fit: ${misfit}`);
      return output ?? null;
    } catch (caught) {
      throw this.judged(caught, reached);
    } finally {
      clearInterval(beat);
    }
  }

  private judged(caught: unknown, reached: boolean): unknown {
    if (!(caught instanceof ApplicationFailure) || caught.type == null) return caught;
    const { attempt, retryPolicy, activityType } = activityInfo();
    const code = caught.type;
    const own = this.policies[activityType];
    const pause = own === undefined ? null : pauseAfter(own, code, attempt);
    if (!reached && matchesAny(code, IN_DOUBT)) heartbeat({ reached: true });
    const told = isObject(caught.details?.[0]) ? caught.details[0] : {};
    return ApplicationFailure.create({
      type: code,
      message: caught.message,
      nonRetryable:
        caught.nonRetryable === true ||
        (own !== undefined && pause === null) ||
        matchesAny(code, NEVER) ||
        matchesAny(code, retryPolicy?.nonRetryableErrorTypes ?? []),
      details: [{ ...told, attempt, ...(reached ? { reached } : {}) }],
      ...delayOf(caught, pause),
    });
  }
}

/** When it is tried again: never sooner than the other side asked for. */
function delayOf({ nextRetryDelay: asked }: ApplicationFailure, pause: number | null) {
  if (pause === null) return asked == null ? {} : { nextRetryDelay: asked };
  return { nextRetryDelay: Math.max(1, pause, typeof asked === 'number' ? asked : 0) };
}

/** Signals the end of work that is no longer wanted. */
export function cancellationSignal(): AbortSignal {
  return Context.current().cancellationSignal;
}
