import type { temporal } from '@temporalio/proto';
import type { HistoryInfo } from '../workflows/continuation.ts';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** One completed workflow task: the server's events it saw, the updates it accepted, and its logical now. */
export interface Activation {
  /** Time of the workflow task's start: what the workflow read as the present. Milliseconds. */
  readonly now: number;
  /** What the workflow task knew of the history's length. */
  readonly info: HistoryInfo;
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
  'startChildWorkflowExecutionInitiatedEventAttributes',
  'signalExternalWorkflowExecutionInitiatedEventAttributes',
]);

/**
 * Groups a history into the activations that the workflow lived through (H1): events count from the *completed*
 * workflow task that saw them; a failed or timed-out task hands its events to the next; accepted updates stand behind
 * the completion of the task that accepted them.
 */
export function activations(history: readonly HistoryEvent[]): Activation[] {
  const result: { now: number; info: HistoryInfo; events: HistoryEvent[]; produced: HistoryEvent[] }[] = [];
  let waiting: HistoryEvent[] = [];
  let seen = 0;
  let startedAt = 0;
  let info: HistoryInfo = { historyLength: 0, historySize: 0, continueAsNewSuggested: false };
  for (const event of history) {
    const started = event.workflowTaskStartedEventAttributes;
    if (started != null) {
      seen = waiting.length;
      info = {
        historyLength: Number(event.eventId ?? 0),
        historySize: Number(started.historySizeBytes ?? 0),
        continueAsNewSuggested: started.suggestContinueAsNew === true,
      };
      startedAt = millis(event.eventTime);
    } else if (event.workflowTaskCompletedEventAttributes != null) {
      result.push({ now: startedAt, info, events: waiting.slice(0, seen), produced: [] });
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
