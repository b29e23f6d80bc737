import type { Event } from '@omniroute/engine';
import type { Cut } from '@omniroute/plan';
import type { temporal } from '@temporalio/proto';
import { cutOf } from '../codec/index.ts';
import { failureDetails } from '../workflows/failure-details.ts';
import { messageEvent } from '../workflows/message-event.ts';
import { operatorEvent } from '../workflows/operator-event.ts';
import {
  type AnswerRequest,
  CHILD_SIGNAL,
  type ChildSignal,
  type MessageSignal,
  OPERATE_UPDATE,
  type OperateRequest,
  PARENT_SIGNAL,
  type ParentSignal,
  type StartArgs,
} from '../workflows/protocol.ts';
import { failureResult, successResult } from '../workflows/results.ts';
import type { Activation } from './activations.ts';
import type { ReadPayload } from './payloads.ts';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
type UpdateRequest = temporal.api.update.v1.IRequest;
type Failure = temporal.api.failure.v1.IFailure;

/** What the fold remembers of a history while it walks: which event scheduled which key, attempts seen. */
export interface Ledger {
  /** Event id of a scheduled activity → its key. */
  readonly activities: Map<string, string>;
  /** Event id of a started activity → attempts, lost ones included. */
  readonly attempts: Map<string, number>;
  /** Event id of a started timer → its key. */
  readonly timers: Map<string, string>;
  /** Key of an activity that ended well → what was cut from its output. */
  readonly cuts: Map<string, Cut>;
}

export function createLedger(): Ledger {
  return { activities: new Map(), attempts: new Map(), timers: new Map(), cuts: new Map() };
}

/** Turns what one activation saw into engine events, `at` left to the caller. */
export async function engineEvents(
  activation: Activation,
  args: StartArgs,
  ledger: Ledger,
  read: ReadPayload,
): Promise<Event[]> {
  const events: Event[] = [];
  for (const event of activation.events) {
    const made = await engineEvent(event, args, ledger, read);
    if (made !== null) events.push({ ...made, at: activation.now });
  }
  for (const event of activation.produced) {
    const accepted = event.workflowExecutionUpdateAcceptedEventAttributes;
    const request = accepted?.acceptedRequest;
    if (request != null) events.push({ ...(await updateEvent(request, read)), at: activation.now });
  }
  return events;
}

/** An Update that the workflow let through: an answer to a task, or what a person did to the run. */
async function updateEvent({ meta, input }: UpdateRequest, read: ReadPayload): Promise<Event> {
  const given = await read(input?.args?.payloads?.[0]);
  if (input?.name === OPERATE_UPDATE) {
    const request = given as unknown as OperateRequest;
    return operatorEvent(meta?.updateId ?? request.operation.action, request);
  }
  const { key, outcome, data, by } = given as unknown as AnswerRequest;
  return { kind: 'task', at: 0, key, outcome, data, by, update: meta?.updateId ?? key };
}

async function engineEvent(
  event: HistoryEvent,
  args: StartArgs,
  ledger: Ledger,
  read: ReadPayload,
): Promise<Event | null> {
  const completed = event.activityTaskCompletedEventAttributes;
  if (completed != null) {
    const key = ledger.activities.get(String(completed.scheduledEventId)) ?? '';
    const attempts = ledger.attempts.get(String(completed.startedEventId)) ?? 1;
    const result = completed.result?.payloads?.[0];
    const bytes = cutOf(result);
    if (bytes > 0) ledger.cuts.set(key, { bytes });
    return { kind: 'activity', at: 0, key, ...successResult(await read(result)), attempts };
  }
  const failed = event.activityTaskFailedEventAttributes;
  if (failed != null) return failedActivity(ledger, failed.scheduledEventId, await observed(failed.failure, read));
  const timedOut = event.activityTaskTimedOutEventAttributes;
  if (timedOut != null) return failedActivity(ledger, timedOut.scheduledEventId, { ...NOTHING, timedOut: true });
  const canceled = event.activityTaskCanceledEventAttributes;
  if (canceled != null) return failedActivity(ledger, canceled.scheduledEventId, { ...NOTHING, cancelled: true });
  const started = event.activityTaskStartedEventAttributes;
  if (started != null) {
    ledger.attempts.set(String(event.eventId), started.attempt ?? 1);
    return null;
  }
  const fired = event.timerFiredEventAttributes;
  if (fired != null) return { kind: 'timer', at: 0, key: ledger.timers.get(String(fired.startedEventId)) ?? '' };
  const signaled = event.workflowExecutionSignaledEventAttributes;
  if (signaled != null) {
    const given = (await read(signaled.input?.payloads?.[0])) as unknown;
    if (signaled.signalName === PARENT_SIGNAL) return { kind: 'parent', at: 0, ...(given as ParentSignal) };
    if (signaled.signalName === CHILD_SIGNAL) return { kind: 'child', at: 0, ...(given as ChildSignal) };
    return messageEvent(args, given as MessageSignal);
  }
  if (event.workflowExecutionCancelRequestedEventAttributes != null)
    return { kind: 'cancel', at: 0, reason: 'Workflow cancelled' };
  return null;
}

const NOTHING = { timedOut: false, cancelled: false, type: null, details: null, message: '' };

async function observed(failure: Failure | null | undefined, read: ReadPayload) {
  const info = failure?.applicationFailureInfo;
  return {
    timedOut: failure?.timeoutFailureInfo != null,
    cancelled: failure?.canceledFailureInfo != null,
    type: info?.type ?? null,
    details: info?.details?.payloads?.[0] == null ? null : failureDetails(await read(info.details.payloads[0])),
    message: failure?.message ?? '',
  };
}

function failedActivity(ledger: Ledger, scheduled: unknown, failure: Parameters<typeof failureResult>[0]): Event {
  return { kind: 'activity', at: 0, key: ledger.activities.get(String(scheduled)) ?? '', ...failureResult(failure) };
}
