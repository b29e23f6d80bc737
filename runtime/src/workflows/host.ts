import {
  type Command,
  createState,
  type Event,
  judgeAnswer,
  judgeOperation,
  type PartReport,
  resume,
  type State,
  sortEvents,
  step,
  type UpdateAnswer,
} from '@omniroute/engine';
import { assertNever, type RunError } from '@omniroute/errors';
import { originOf, type Plan } from '@omniroute/plan';
import { budgetOf } from './budget.ts';
import { engineTime, realDelay } from './clock.ts';
import { isLong, mustContinue } from './continuation.ts';
import { foundIn, takeFound, withFound } from './found-services.ts';
import type { HostWorld, Running } from './host-world.ts';
import { messageEvent } from './message-event.ts';
import { operatorEvent } from './operator-event.ts';
import {
  type ActivityArgs,
  type AnswerRequest,
  CHILD_SIGNAL,
  type ChildSignal,
  type MessageSignal,
  type OperateRequest,
  PARENT_SIGNAL,
  type ParentSignal,
  type RunOutcome,
  type StartArgs,
} from './protocol.ts';
import type { ResolvedPlan } from './wire.ts';

/** More promises than any completion passes through. */
const TURNS = 20;

/** How an execution of the host ended. */
export type HostEnd =
  | { readonly type: 'finished'; readonly outcome: RunOutcome }
  | { readonly type: 'failed'; readonly status: 'failed' | 'compensated' | 'cancelled'; readonly error: RunError };

/**
 * Interprets a plan: completions become events, one `step` an activation decides, commands become calls of the world around.
 * It only carries; a decision found here belongs in the engine.
 */
export class Host {
  /** The engine's state; whoever looks at it changes nothing. */
  readonly state: State;
  /** Grows with every service that is found. */
  private plan: Plan;
  private readonly args: StartArgs;
  private readonly world: HostWorld;
  private readonly queue: Event[] = [];
  private readonly running = new Map<string, Running>();
  private readonly answers = new Map<string, UpdateAnswer>();
  /** Size of the history in its first workflow task. */
  private readonly began: number;
  private end: HostEnd | null = null;
  /** All that the activation brings has been queued. */
  private isWhole = true;
  /** Workflows that the server does not know of yet. */
  private starting = 0;

  constructor(plan: Plan, found: readonly ResolvedPlan<Plan>[], args: StartArgs, world: HostWorld) {
    this.plan = withFound(plan, args.found ?? [], found);
    this.args = args;
    this.world = world;
    this.began = world.history().historySize;
    this.state = args.state ?? createState(this.plan);
  }

  /** Runs until the run has ended, or goes on in a fresh history. */
  async run(): Promise<HostEnd> {
    if (this.args.state === undefined || this.state.part?.begun === false) {
      this.queue.push({ kind: 'start', at: 0, facts: this.args.facts, input: this.args.input });
    } else {
      this.apply(resume(this.plan, this.state));
    }
    while (this.end === null) {
      await this.world.condition(() => this.turn());
      if (this.end === null && this.queue.length === 0) await settled();
      if (this.end === null && this.queue.length === 0 && this.continuing()) await this.continue();
    }
    await this.world.handlersFinished();
    return this.args.part === undefined ? this.end : this.report(this.args.part, this.end);
  }

  /** The run takes over what came of its part. */
  private async report(part: string, end: HostEnd): Promise<HostEnd> {
    if (end.type !== 'finished') return end;
    await this.world.tell(null, CHILD_SIGNAL, { key: part, report: end.outcome.output as unknown as PartReport });
    return { ...end, outcome: { ...end.outcome, output: null } };
  }

  /** The run tells its part what became of it. */
  parent({ tell }: ParentSignal): void {
    this.takeIn({ kind: 'parent', at: 0, tell });
  }

  /** A part of the run has ended. */
  child({ key, report }: ChildSignal): void {
    this.takeIn({ kind: 'child', at: 0, key, report });
  }

  /** A message came for the run. */
  message(message: MessageSignal): void {
    this.takeIn(messageEvent(this.args, message));
  }

  /** Somebody wants the run to be cancelled: an event like any other, so that the engine can finish cleanly. */
  cancel(reason: string): void {
    this.takeIn({ kind: 'cancel', at: 0, reason });
  }

  /** Why an answer to a task may not be given; `null` if it may. */
  judgeAnswer(request: AnswerRequest): string | null {
    return judgeAnswer(this.plan, this.state, request);
  }

  /** Answers a task under the id of an update, and waits for what the engine says to it. */
  async answer(update: string, { key, outcome, data, by }: AnswerRequest): Promise<UpdateAnswer> {
    this.takeIn({ kind: 'task', at: 0, update, key, outcome, data, by });
    return this.answered(update);
  }

  /** Why a person may not do this to the run; what was asked for before is let through and answered as it was then. */
  judgeOperation(update: string | undefined, { operation }: OperateRequest): string | null {
    return this.state.answered.some((each) => each.update === update)
      ? null
      : judgeOperation(this.plan, this.state, operation);
  }

  /** A person does something to the run under the id of an update. */
  async operate(update: string, request: OperateRequest): Promise<UpdateAnswer> {
    this.takeIn(operatorEvent(update, request));
    return this.answered(update);
  }

  private async answered(update: string): Promise<UpdateAnswer> {
    await this.world.condition(() => this.answers.has(update));
    const answer = this.answers.get(update);
    this.answers.delete(update);
    return answer ?? { ok: false, reason: 'The run has ended.' };
  }

  /** Queues what comes from outside: other parts of the activation may still follow, and are queued once promises have moved on. */
  private takeIn(event: Event): void {
    this.queue.push(event);
    if (!this.isWhole) return;
    this.isWhole = false;
    void Promise.resolve().then(() => {
      this.isWhole = true;
    });
  }

  /**
   * The work of an activation: one step, done while the world asks whether a condition holds, because each time that it does
   * hold costs a call into the sandbox and some promises, and that is most of what an activation costs. It holds when the run
   * has ended, when a fresh history is due, and when something was called off, since what had not begun ends at once.
   */
  private turn(): boolean {
    if (this.queue.length > 0) {
      if (!this.isWhole) return false;
      if (this.step()) return true;
    }
    return this.end !== null || (this.queue.length === 0 && this.continuing());
  }

  /** Whether something was called off. */
  private step(): boolean {
    const now = engineTime(this.args, this.world.now());
    const sorted = sortEvents(this.queue.splice(0).map((event) => ({ ...event, at: now })));
    const { plan, events } = takeFound(this.plan, sorted);
    this.plan = plan;
    const budget = budgetOf(this.args, isLong(this.world.history(), this.began));
    const { commands } = step(this.plan, this.state, events, budget, this.world.observe);
    this.apply(commands);
    return commands.some(({ type }) => type === 'cancel');
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
        return this.running.get(command.key)?.cancel();
      case 'cancel_timer':
        return this.running.get(timerKey(command.key))?.cancel();
      case 'start_child':
        return this.startChild(command);
      case 'tell_child':
        void this.world.tell(command.key, PARENT_SIGNAL, { tell: command.tell });
        return;
      case 'answer':
        this.answers.set(command.update, command.answer);
        return;
      case 'upsert':
        return this.world.upsert(command.attributes);
      case 'finish':
        this.end = {
          type: 'finished',
          outcome: { status: command.status, output: command.output, end_status: command.end_status },
        };
        return;
      case 'fail':
        this.end = { type: 'failed', status: command.status, error: command.error };
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
    const { key, activity, node } = command;
    const work = this.world.perform(
      { key, activity, input, options, summary: node, tenant: facts.tenant },
      (outcome) => {
        this.running.delete(key);
        this.queue.push({ kind: 'activity', at: 0, key, ...outcome });
      },
    );
    this.running.set(key, work);
  }

  private startTimer(key: string, at: number): void {
    const slot = timerKey(key);
    const timer = this.world.timer(realDelay(this.args, at, this.world.now()), (end) => {
      if (this.running.get(slot) === timer) this.running.delete(slot);
      if (end === 'fired') this.queue.push({ kind: 'timer', at: 0, key });
    });
    this.running.set(slot, timer);
  }

  private startChild({ key, node, state }: Extract<Command, { type: 'start_child' }>): void {
    const { chain: _, ...rest } = this.args;
    const found = foundIn(this.plan);
    const args = { ...rest, input: null, state, part: key, ...(found.length === 0 ? {} : { found }) };
    this.starting += 1;
    this.world.startChild(
      key,
      args,
      found.map(({ hash }) => hash),
      node,
      () => {
        this.starting -= 1;
      },
    );
  }

  private continuing(): boolean {
    // A history does not end before the server knows what it has begun.
    return this.starting === 0 && mustContinue(this.world.history(), this.began, this.state);
  }

  /** Hands the state to a fresh history; answers already accepted are delivered first. */
  private async continue(): Promise<never> {
    await this.world.handlersFinished();
    const found = foundIn(this.plan);
    return this.world.continueAsNew(
      {
        ...this.args,
        input: null,
        state: this.state,
        chain: (this.args.chain ?? 0) + 1,
        ...(found.length === 0 ? {} : { found }),
      },
      found.map(({ hash }) => hash),
    );
  }
}

/**
 * Whatever the activation brings has been queued: a completion passes through some promises on its way, and a run that goes on
 * in a fresh history must not leave it behind.
 */
async function settled(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await null;
}

/** Timers and activities share one map; a timer's key may equal that of the node it serves. */
function timerKey(key: string): string {
  return `timer ${key}`;
}
