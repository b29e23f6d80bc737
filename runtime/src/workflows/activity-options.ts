import type { PlanOptions } from '@omniroute/plan';
import { ActivityCancellationType, type ActivityOptions } from '@temporalio/workflow';

/** Heartbeats tell a lost worker within this time (H12: recovery after 9 s instead of 28 s). */
const HEARTBEAT_MS = 10_000;
/** The wrapper ends an attempt itself; only a worker that is gone lets the server's limit pass. */
const LOST_MARGIN_MS = 10_000;

/**
 * Temporal's options of an activity. The business retry policy is the wrapper's (it matches patterns); the server
 * repeats lost attempts and infrastructure faults for ever, unless the effect may not be repeated at all.
 */
export function activityOptions(
  options: PlanOptions,
  call: { key: string; summary: string; tenant: string },
): ActivityOptions {
  return {
    activityId: call.key,
    taskQueue: options.queue,
    startToCloseTimeout: options.start_to_close_ms + LOST_MARGIN_MS,
    heartbeatTimeout: options.heartbeat_ms ?? HEARTBEAT_MS,
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry:
      options.idempotency === 'none'
        ? { maximumAttempts: 1 }
        : { initialInterval: 1000, backoffCoefficient: 2, maximumInterval: 10_000 },
    priority: { priorityKey: options.priority, fairnessKey: call.tenant.slice(0, 64) },
    summary: call.summary,
  };
}
