import {
  type Command,
  createState,
  type Event,
  judgeAnswer,
  judgeOperation,
  resume,
  type State,
  sortEvents,
  step,
  type UpdateAnswer,
} from '@omniroute/engine';
import { assertNever } from '@omniroute/errors';
import { type Operation, originOf, type Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import {
  ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  CancelledFailure,
  condition,
  continueAsNew,
  currentUpdateInfo,
  defineQuery,
  defineSignal,
  defineUpdate,
  isCancellation,
  scheduleActivity,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { activityOptions } from './activity-options.ts';
import { BUDGET, DRAINING } from './budget.ts';
import { engineTime, realDelay } from './clock.ts';
import { isLong, mustContinue } from './continuation.ts';
import { foundIn, takeFound, withFound } from './found-services.ts';
import { messageEvent } from './message-event.ts';
import { observeFailure } from './observe-failure.ts';
import { operatorEvent } from './operator-event.ts';
import { planReference } from './plan-reference.ts';
import {
  type ActivityArgs,
  ANSWER_REFUSED,
  ANSWER_UPDATE,
  type AnswerRequest,
  MESSAGE_SIGNAL,
  type MessageSignal,
  OPERATE_UPDATE,
  OPERATION_REFUSED,
  type OperateRequest,
  parseWorkflowId,
  type RunOutcome,
  STATE_QUERY,
  type StartArgs,
} from './protocol.ts';
import { failureResult, successResult } from './results.ts';
import { searchAttribute } from './search-attributes.ts';
import { type PackedStart, packActivity, packStart, type ResolvedPlan, unpackStart } from './wire.ts';

const messageSignal = defineSignal<[MessageSignal]>(MESSAGE_SIGNAL);
const answerUpdate = defineUpdate<{ outcome: string }, [AnswerRequest]>(ANSWER_UPDATE);
const operateUpdate = defineUpdate<{ outcome: string }, [OperateRequest]>(OPERATE_UPDATE);
const stateQuery = defineQuery<State>(STATE_QUERY);

/**
 * The one workflow: interprets a plan. It only carries: completions become events, one `step` an activation decides,
 * commands become calls. A decision found here belongs in the engine.
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
  const args = unpackStart(packed, { ...ids, plan: sent.hash });
  const root = CancellationScope.current();
  return CancellationScope.nonCancellable(() =>
    new Host(withFound(sent.plan, args.found ?? [], found), args).run(root),
  );
}

/** One execution of the workflow: the engine's state and what is under way outside. */
class Host {
  /** Grows with every service that is found. */
  private plan: Plan;
  private readonly args: StartArgs;
  private readonly state: State;
  private readonly queue: Event[] = [];
  private readonly scopes = new Map<string, CancellationScope>();
  private readonly answers = new Map<string, UpdateAnswer>();
  private outcome: RunOutcome | null = null;
  private failure: Error | null = null;

  constructor(plan: Plan, args: StartArgs) {
    this.plan = plan;
    this.args = args;
    this.state = args.state ?? createState(plan);
  }

  async run(root: CancellationScope): Promise<RunOutcome> {
    this.listen(root);
    if (this.args.state === undefined) {
      this.queue.push({ kind: 'start', at: 0, facts: this.args.facts, input: this.args.input });
    } else {
      this.apply(resume(this.plan, this.state));
    }
    while (this.outcome === null && this.failure === null) {
      // One step an activation: the SDK resolves a condition only after all jobs of the activation were queued.
      await condition(() => this.queue.length > 0 || this.continuing());
      if (this.queue.length === 0) await this.continue();
      this.step();
    }
    await condition(allHandlersFinished);
    if (this.failure !== null) throw this.failure;
    return this.outcome as unknown as RunOutcome;
  }

  /** Handlers stand before the first await, so that no early message is lost. */
  private listen(root: CancellationScope): void {
    setHandler(messageSignal, (message) => {
      this.queue.push(messageEvent(this.args, message));
    });
    setHandler(stateQuery, () => this.state);
    setHandler(
      answerUpdate,
      async (request) => {
        const update = currentUpdateInfo()?.id ?? request.key;
        this.queue.push({
          kind: 'task',
          at: 0,
          update,
          key: request.key,
          outcome: request.outcome,
          data: request.data,
          by: request.by,
        });
        return this.answered(update, ANSWER_REFUSED);
      },
      { validator: (request) => refuse(judgeAnswer(this.plan, this.state, request), ANSWER_REFUSED) },
    );
    setHandler(
      operateUpdate,
      async (request) => {
        const update = currentUpdateInfo()?.id ?? request.operation.action;
        this.queue.push(operatorEvent(update, request));
        return this.answered(update, OPERATION_REFUSED);
      },
      { validator: ({ operation }) => refuse(this.judge(operation), OPERATION_REFUSED) },
    );
    root.cancelRequested.catch((error: unknown) => {
      this.queue.push({ kind: 'cancel', at: 0, reason: error instanceof Error ? error.message : 'cancelled' });
    });
  }

  /** Waits until the engine has answered an Update; a refusal is thrown, for the caller to read. */
  private async answered(update: string, refusal: string): Promise<{ outcome: string }> {
    await condition(() => this.answers.has(update));
    const answer = this.answers.get(update);
    this.answers.delete(update);
    if (answer?.ok === true) return { outcome: answer.outcome };
    throw ApplicationFailure.nonRetryable(answer?.reason ?? 'The run has ended.', refusal);
  }

  /** An operation that was asked for before is let through: the engine answers it as it did then. */
  private judge(operation: Operation): string | null {
    const update = currentUpdateInfo()?.id;
    return this.state.answered.some((each) => each.update === update)
      ? null
      : judgeOperation(this.plan, this.state, operation);
  }

  private step(): void {
    const now = engineTime(this.args, Date.now());
    const sorted = sortEvents(this.queue.splice(0).map((event) => ({ ...event, at: now })));
    const { plan, events } = takeFound(this.plan, sorted);
    this.plan = plan;
    const { commands } = step(this.plan, this.state, events, isLong(workflowInfo()) ? DRAINING : BUDGET);
    this.apply(commands);
  }

  private apply(commands: readonly Command[]): void {
    for (const command of commands) this.carryOut(command);
  }

  private carryOut(command: Command): void {
    switch (command.type) {
      case 'schedule':
        return this.schedule(command);
      case 'start_timer':
        return this.startTimer(command.key, command.at);
      case 'cancel':
        return this.scopes.get(command.key)?.cancel();
      case 'cancel_timer':
        return this.scopes.get(timerKey(command.key))?.cancel();
      case 'answer':
        this.answers.set(command.update, command.answer);
        return;
      case 'upsert':
        upsertSearchAttributes(Object.entries(command.attributes).map(([name, value]) => searchAttribute(name, value)));
        return;
      case 'finish':
        this.outcome = { status: command.status, output: command.output, end_status: command.end_status };
        return;
      case 'fail':
        this.failure =
          command.status === 'cancelled'
            ? new CancelledFailure(command.error.message, [command.error])
            : ApplicationFailure.create({
                message: command.error.message,
                type: command.error.code,
                nonRetryable: true,
                details: [{ status: command.status, error: command.error }],
              });
        return;
      default:
        return assertNever(command);
    }
  }

  private schedule(command: Extract<Command, { type: 'schedule' }>): void {
    const options = this.plan.options[command.options];
    if (options === undefined) throw new Error(`Plan has no options ${command.options}`);
    const { facts, time_scale, plan } = this.args;
    const origin = originOf(this.plan, command.index);
    const input: ActivityArgs = {
      p: origin?.hash ?? plan,
      n: command.index - (origin?.nodes ?? 0),
      o: command.options - (origin?.options ?? 0),
      s: facts.service,
      v: facts.version,
      c: command.connection,
      i: command.input,
      ...(time_scale === 1 ? {} : { t: time_scale }),
    };
    const scope = new CancellationScope({ cancellable: true });
    this.scopes.set(command.key, scope);
    const done = (outcome: { attempts: number; result: Extract<Event, { kind: 'activity' }>['result'] }) => {
      this.scopes.delete(command.key);
      this.queue.push({ kind: 'activity', at: 0, key: command.key, ...outcome });
    };
    scope
      .run(() =>
        scheduleActivity<Json>(
          command.activity,
          [packActivity(input)],
          activityOptions(options, { key: command.key, summary: command.node, tenant: facts.tenant }),
        ),
      )
      .then(
        (output) => done(successResult(output)),
        (error: unknown) => done(failureResult(observeFailure(error))),
      );
  }

  private startTimer(key: string, at: number): void {
    const scope = new CancellationScope({ cancellable: true });
    const slot = timerKey(key);
    this.scopes.set(slot, scope);
    scope
      .run(() => sleep(realDelay(this.args, at, Date.now())))
      .then(
        () => {
          this.scopes.delete(slot);
          this.queue.push({ kind: 'timer', at: 0, key });
        },
        (error: unknown) => {
          if (!isCancellation(error)) throw error;
          if (this.scopes.get(slot) === scope) this.scopes.delete(slot);
        },
      );
  }

  private continuing(): boolean {
    return mustContinue(workflowInfo(), this.state);
  }

  /** Hands the state to a fresh history; answers already accepted are delivered first. */
  private async continue(): Promise<never> {
    await condition(allHandlersFinished);
    const found = foundIn(this.plan);
    const args: StartArgs = {
      ...this.args,
      input: null,
      state: this.state,
      chain: (this.args.chain ?? 0) + 1,
      ...(found.length === 0 ? {} : { found }),
    };
    const reference = (hash: string) => planReference(hash) as unknown as ResolvedPlan<Plan>;
    return continueAsNew<typeof serviceRun>(
      reference(this.args.plan),
      packStart(args),
      ...found.map(({ hash }) => reference(hash)),
    );
  }
}

/** What a validator throws, the caller reads, and history never sees. */
function refuse(reason: string | null, type: string): void {
  if (reason !== null) throw ApplicationFailure.nonRetryable(reason, type);
}

/** Timers and activities share one map; a timer's key may equal that of the node it serves. */
function timerKey(key: string): string {
  return `timer ${key}`;
}
