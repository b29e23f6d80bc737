import type { State, UpdateAnswer } from '@omniroute/engine';
import type { Plan } from '@omniroute/plan';
import {
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  currentUpdateInfo,
  defineQuery,
  defineSignal,
  defineUpdate,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { Host, type HostEnd } from './host.ts';
import {
  ANSWER_REFUSED,
  ANSWER_UPDATE,
  type AnswerRequest,
  CHILD_SIGNAL,
  type ChildSignal,
  MESSAGE_SIGNAL,
  type MessageSignal,
  OPERATE_UPDATE,
  OPERATION_REFUSED,
  type OperateRequest,
  PARENT_SIGNAL,
  type ParentSignal,
  parseWorkflowId,
  type RunOutcome,
  STATE_QUERY,
} from './protocol.ts';
import { temporalWorld } from './temporal-world.ts';
import { type PackedStart, type ResolvedPlan, unpackStart } from './wire.ts';

const messageSignal = defineSignal<[MessageSignal]>(MESSAGE_SIGNAL);
const parentSignal = defineSignal<[ParentSignal]>(PARENT_SIGNAL);
const childSignal = defineSignal<[ChildSignal]>(CHILD_SIGNAL);
const answerUpdate = defineUpdate<{ outcome: string }, [AnswerRequest]>(ANSWER_UPDATE);
const operateUpdate = defineUpdate<{ outcome: string }, [OperateRequest]>(OPERATE_UPDATE);
const stateQuery = defineQuery<State>(STATE_QUERY);

/**
 * The one workflow: the host, on Temporal.
 *
 * The root is not cancellable (H10): a cancel request is an event like any other, so that the engine can finish cleanly.
 */
export async function serviceRun(
  sent: ResolvedPlan<Plan>,
  packed: PackedStart,
  ...found: readonly ResolvedPlan<Plan>[]
): Promise<RunOutcome> {
  const ids = parseWorkflowId(workflowInfo().workflowId);
  if (ids === null) throw ApplicationFailure.nonRetryable('Not one of our workflows.', 'poison');
  const args = unpackStart(packed, { tenant: ids.tenant, run: ids.run, plan: sent.hash });
  const root = CancellationScope.current();
  return CancellationScope.nonCancellable(async () => {
    const host = new Host(sent.plan, found, args, temporalWorld(CancellationScope.current()));
    listen(host, root);
    return outcomeOf(await host.run());
  });
}

/** Handlers stand before the first await, so that no early message is lost. */
function listen(host: Host, root: CancellationScope): void {
  setHandler(messageSignal, (message) => host.message(message));
  setHandler(parentSignal, (told) => host.parent(told));
  setHandler(childSignal, (told) => host.child(told));
  setHandler(stateQuery, () => host.state);
  setHandler(
    answerUpdate,
    async (request) => answered(await host.answer(currentUpdateInfo()?.id ?? request.key, request), ANSWER_REFUSED),
    { validator: (request) => refuse(host.judgeAnswer(request), ANSWER_REFUSED) },
  );
  setHandler(
    operateUpdate,
    async (request) => {
      const update = currentUpdateInfo()?.id ?? request.operation.action;
      return answered(await host.operate(update, request), OPERATION_REFUSED);
    },
    {
      validator: (request) => refuse(host.judgeOperation(currentUpdateInfo()?.id, request), OPERATION_REFUSED),
    },
  );
  root.cancelRequested.catch((error: unknown) => host.cancel(error instanceof Error ? error.message : 'cancelled'));
}

/** What the engine said to an Update; a refusal is thrown, for the caller to read. */
function answered(answer: UpdateAnswer, refusal: string): { outcome: string } {
  if (answer.ok) return { outcome: answer.outcome };
  throw ApplicationFailure.nonRetryable(answer.reason, refusal);
}

/** What a validator throws, the caller reads, and history never sees. */
function refuse(reason: string | null, type: string): void {
  if (reason !== null) throw ApplicationFailure.nonRetryable(reason, type);
}

function outcomeOf(end: HostEnd): RunOutcome {
  if (end.type === 'finished') return end.outcome;
  const { status, error } = end;
  if (status === 'cancelled') throw new CancelledFailure(error.message, [error]);
  throw ApplicationFailure.create({
    message: error.message,
    type: error.code,
    nonRetryable: true,
    details: [{ status, error }],
  });
}
