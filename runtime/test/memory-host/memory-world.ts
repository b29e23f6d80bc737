import { mayHaveReached, nextAttempt } from '@omniroute/engine';
import {
  type Cut,
  type Observer,
  type Plan,
  parseKey,
  placeOfKey,
  type RunReport,
  type Scenario,
} from '@omniroute/plan';
import { Agenda, type Attempt, LargeValues, playAttempt, scriptOf } from '@omniroute/simulator';
import type { HostWorld, Running, Work, WorkEnd } from '../../src/workflows/host-world.ts';
import type { ChildSignal, ParentSignal, StartArgs } from '../../src/workflows/protocol.ts';
import { successResult } from '../../src/workflows/results.ts';
import { ms } from '../scripted-kinds.ts';

/** What the host asks for when it wants a fresh history. */
export class Continued extends Error {
  readonly args: StartArgs;
  constructor(args: StartArgs) {
    super('The run goes on in a fresh history.');
    this.args = args;
  }
}

/** About what an event takes in a history. */
const EVENT_BYTES = 250;

/** What is outside the workflows of a run: its clock, what is to come, and the other workflows of the run. */
export class Outside {
  readonly calls: RunReport['calls'][number][] = [];
  readonly cuts = new Map<string, Cut>();
  readonly large = new LargeValues();
  /** Things to come, as what they do. */
  readonly agenda = new Agenda<() => void>();
  /** Whether calls are remembered; among a million nobody looks at one. */
  remembers = true;
  clock: number;
  readonly startChild: (part: string, args: StartArgs) => void;
  /** `null`: the run itself. */
  readonly tell: (part: string | null, signal: string, value: unknown) => void;

  constructor(startedAt: number, others: Pick<Outside, 'startChild' | 'tell'>) {
    this.clock = startedAt;
    this.startChild = others.startChild;
    this.tell = others.tell;
  }

  at(when: number, what: () => void): void {
    this.agenda.add(when, what);
  }
}

/** An activity under way: whether it has left the workflow, and how it is ended. */
interface Open {
  sent: boolean;
  /** An attempt that failed before may have reached its target all the same. */
  reached: boolean;
  readonly end: (end: WorkEnd) => void;
}

/** What the SDK tells passes through some promises before the host hears of it. */
function afterPromises(tell: () => void): void {
  void Promise.resolve().then(async () => {
    await null;
    await null;
    tell();
  });
}

/**
 * A world in memory, for the host that runs on Temporal: virtual time, effects answered by a scenario, conditions looked at
 * when everything of an activation was handed over. What is begun and called off in one activation is never sent.
 */
export class MemoryWorld implements HostWorld {
  observe?: Observer;
  /** Updates that were let in and have no answer yet. */
  answering = 0;
  private readonly outside: Outside;
  private readonly plan: Plan;
  private readonly scenario: Scenario;
  private readonly continueAfter: number;
  private conditions: { readonly holds: () => boolean; readonly resolve: () => void }[] = [];
  private readonly open = new Set<Open>();
  private unsent: { readonly work: Work; readonly open: Open }[] = [];
  private activations = 0;
  /** Events of the history, as a server would count them, and the bytes that it began with. */
  private length = 0;
  private began = 0;
  private epoch = 0;

  /** `continueAfter`: a history of so many activations is long, as soon as nothing is under way in it. */
  constructor(plan: Plan, scenario: Scenario, outside: Outside, continueAfter: number) {
    this.plan = plan;
    this.scenario = scenario;
    this.outside = outside;
    this.continueAfter = continueAfter;
  }

  now(): number {
    return this.outside.clock;
  }

  startChild(part: string, args: StartArgs, _found: readonly string[], _summary: string, begun: () => void): void {
    this.length += 2;
    this.outside.startChild(part, args);
    this.outside.at(this.outside.clock, begun);
  }

  tell(part: string | null, signal: string, value: ParentSignal | ChildSignal): Promise<void> {
    this.length += 2;
    // It has been bytes.
    const bytes = JSON.stringify(value);
    this.outside.at(this.outside.clock, () => this.outside.tell(part, signal, JSON.parse(bytes)));
    return new Promise((resolve) => this.outside.at(this.outside.clock, resolve));
  }

  history() {
    const continueAsNewSuggested = this.activations > this.continueAfter && this.open.size === 0;
    return { historyLength: this.length, historySize: this.began + this.length * EVENT_BYTES, continueAsNewSuggested };
  }

  condition(holds: () => boolean): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise((resolve) => this.conditions.push({ holds, resolve }));
  }

  handlersFinished(): Promise<void> {
    return this.condition(() => this.answering === 0);
  }

  /** Lets the host do all it can do now, and sends what it has begun: the end of an activation. */
  async settle(): Promise<void> {
    this.activations += 1;
    this.length += 3;
    // Looked at once before any promise has moved on, as the SDK does.
    for (let first = true; this.release() || first; first = false)
      await new Promise((resolve) => setImmediate(resolve));
    for (const { work, open } of this.unsent.splice(0)) {
      open.sent = true;
      this.begin(work, open, 1, this.outside.clock);
    }
  }

  /** Lets go of the conditions that hold; whether there were any. */
  private release(): boolean {
    const held = this.conditions.filter(({ holds }) => holds());
    this.conditions = this.conditions.filter((each) => !held.includes(each));
    for (const { resolve } of held) resolve();
    return held.length > 0;
  }

  perform(work: Work, ended: (end: WorkEnd) => void): Running {
    const open: Open = {
      sent: false,
      reached: false,
      end: (result) => {
        if (!this.open.delete(open)) return;
        if (open.sent) this.length += 3;
        afterPromises(() => ended(result));
      },
    };
    this.open.add(open);
    this.unsent.push({ work, open });
    const error = { code: 'cancelled', message: 'The work was cancelled.', attempt: 1 };
    const off = () => open.end({ attempts: 1, result: { ok: false, error } });
    return {
      cancel: () => {
        this.unsent = this.unsent.filter((each) => each.open !== open);
        if (open.sent) this.outside.at(this.outside.clock, off);
        // Not within the call that cancels: the host is in the middle of its commands.
        else queueMicrotask(off);
      },
    };
  }

  timer(wait: number, ended: (end: 'fired' | 'cancelled') => void): Running {
    let isOver = false;
    const end = (how: 'fired' | 'cancelled') => {
      if (isOver) return;
      isOver = true;
      this.length += 2;
      afterPromises(() => ended(how));
    };
    const { epoch } = this;
    this.outside.at(this.outside.clock + wait, () => {
      if (epoch === this.epoch) end('fired');
    });
    return { cancel: () => queueMicrotask(() => end('cancelled')) };
  }

  upsert(): void {}

  continueAsNew(args: StartArgs): Promise<never> {
    throw new Continued(args);
  }

  /** A fresh history begins: what was waited for in the old one is forgotten with it. */
  renew(bytes: number): void {
    this.conditions = [];
    this.activations = 0;
    this.length = 1;
    this.began = bytes;
    this.epoch += 1;
  }

  private begin(work: Work, open: Open, attempt: number, first: number): void {
    const { key, input } = work;
    const op = this.plan.nodes[input.n];
    if (op === undefined) throw new Error(`The plan has no node ${input.n}`);
    if (parseKey(key).word !== null) return this.outside.at(this.outside.clock, () => open.end(successResult(null)));
    if (this.outside.remembers) this.outside.calls.push({ node: placeOfKey(key).node, key, attempt, input: input.i });
    const script = scriptOf(this.scenario, key) ?? [];
    const answer = script[Math.min(attempt, script.length) - 1] ?? {};
    const played = playAttempt(this.plan, op, answer, {
      milliseconds: ms,
      refer: (value, parts) => this.outside.large.refer(value, parts),
    });
    this.outside.at(this.outside.clock + played.tookMs, () => {
      if (this.open.has(open)) this.ended(work, open, played, attempt, first);
    });
  }

  private ended(work: Work, open: Open, { result, retryAfterMs, cut }: Attempt, attempt: number, first: number): void {
    const { retry, total_ms, idempotency } = work.options;
    if (result.ok) {
      if (cut !== undefined && this.outside.remembers) this.outside.cuts.set(work.key, cut);
      return open.end({ attempts: attempt, result });
    }
    const elapsedMs = this.outside.clock - first;
    const given = { retry, totalMs: total_ms, jitter: 0, code: result.error.code, attempt, elapsedMs, retryAfterMs };
    const next = idempotency === 'none' ? ({ retry: false } as const) : nextAttempt(given);
    if (!next.retry)
      return open.end({ attempts: attempt, result: open.reached ? { ...result, reached: true } : result });
    open.reached ||= mayHaveReached(result.error.code);
    this.outside.at(this.outside.clock + next.delayMs, () => {
      if (this.open.has(open)) this.begin(work, open, attempt + 1, first);
    });
  }
}
