import type { temporal } from '@temporalio/proto';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** One completed workflow task: the server's events it saw, the updates it accepted, and its logical now. */
export interface Activation {
  /** Time of the workflow task's start: what the workflow read as the present. Milliseconds. */
  readonly now: number;
  readonly events: readonly HistoryEvent[];
  /** Commands' own events (timers started, activities scheduled) that the task produced. */
  readonly produced: readonly HistoryEvent[];
}

/** Events that a workflow task's completion writes; everything else comes from outside. */
const PRODUCED = new Set([
  'activityTaskScheduledEventAttributes',
  'activityTaskCancelRequestedEventAttributes',
  'timerStartedEventAttributes',
  'timerCanceledEventAttributes',
  'workflowExecutionUpdateAcceptedEventAttributes',
  'workflowExecutionUpdateCompletedEventAttributes',
  'upsertWorkflowSearchAttributesEventAttributes',
  'workflowExecutionCompletedEventAttributes',
  'workflowExecutionFailedEventAttributes',
  'workflowExecutionCanceledEventAttributes',
  'workflowExecutionContinuedAsNewEventAttributes',
  'markerRecordedEventAttributes',
]);

/**
 * Groups a history into the activations that the workflow lived through (H1): events count from the *completed*
 * workflow task that saw them; a failed or timed-out task hands its events to the next; accepted updates stand behind
 * the completion of the task that accepted them.
 */
export function activations(history: readonly HistoryEvent[]): Activation[] {
  const result: { now: number; events: HistoryEvent[]; produced: HistoryEvent[] }[] = [];
  let waiting: HistoryEvent[] = [];
  let seen = 0;
  let startedAt = 0;
  for (const event of history) {
    if (event.workflowTaskStartedEventAttributes != null) {
      seen = waiting.length;
      startedAt = millis(event.eventTime);
    } else if (event.workflowTaskCompletedEventAttributes != null) {
      result.push({ now: startedAt, events: waiting.slice(0, seen), produced: [] });
      waiting = waiting.slice(seen);
      seen = 0;
    } else if (isProduced(event)) {
      result.at(-1)?.produced.push(event);
    } else if (event.workflowTaskScheduledEventAttributes == null) {
      waiting.push(event);
    }
  }
  return result;
}

function isProduced(event: HistoryEvent): boolean {
  return Object.keys(event).some((field) => PRODUCED.has(field) && event[field as keyof HistoryEvent] != null);
}

/** A protobuf timestamp in milliseconds. */
export function millis(time: { seconds?: unknown; nanos?: number | null } | null | undefined): number {
  return Number(time?.seconds ?? 0) * 1000 + Math.floor((time?.nanos ?? 0) / 1_000_000);
}
