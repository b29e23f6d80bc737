import {
  type Budget,
  type Command,
  createState,
  DIVISION,
  type Division,
  type Event,
  mayHaveReached,
  nextAttempt,
  type State,
  sortEvents,
  step,
} from '@omniroute/engine';
import { assertNever } from '@omniroute/errors';
import {
  type Callee,
  type CallOp,
  type Cut,
  type LargePart,
  largeParts,
  linkAtRun,
  type MockAnswer,
  type Observer,
  type Plan,
  parseKey,
  placeOfKey,
  prefixOf,
  type RunEvent,
  type RunEventBody,
  type RunReport,
  type Scenario,
} from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { Agenda } from './agenda.ts';
import { Explained } from './explained.ts';
import { LargeValues } from './large-values.ts';
import { type Attempt, playAttempt } from './play-attempt.ts';
import type { Scheduler } from './scheduler.ts';
import { type Deed, deedsOf, take } from './script.ts';

type Work = Extract<Command, { type: 'schedule' }>;
type Planned =
  | { readonly type: 'event'; readonly event: Event }
  | { readonly type: 'deed'; readonly deed: Deed }
  | { readonly type: 'begin'; readonly work: Work; readonly attempt: number }
  | { readonly type: 'end'; readonly work: Work; readonly attempt: number; readonly played: Attempt };

/** `reached`: an attempt that failed before may have reached its target all the same. */
interface Working {
  readonly attempt: number;
  readonly first: number;
  readonly reached: boolean;
}

const BUDGET = { steps: 10_000, fuel: 1_000_000 };
/** Stretches of a long loop are done here as they are by workflows of their own, one after the other. */
const IN_PLACE: Division = { ...DIVISION, apart: false };
/** Instants and attempts before a simulation is stopped: a service that never rests is a finding, not a reason to hang. */
const MOST_ACTIVATIONS = 1_000_000;
const MOST_ATTEMPTS = 100_000;
/** Acts that serve a node without being its effect (opening a task) succeed at once. */
const DONE: Attempt = { result: { ok: true, output: null }, tookMs: 0, retryAfterMs: null };

/** Finds a service that is called; `null`: it is not known here. */
export type FindService = (service: string, version: number | null) => Callee | null;

interface Given {
  readonly scheduler: Scheduler;
  readonly milliseconds: (text: string) => number;
  readonly services?: FindService;
  readonly explain?: boolean;
  /** How loops of very many turns are divided, where a test wants another number. */
  readonly division?: Omit<Division, 'apart'>;
  /** By how many milliseconds the next thing that is planned comes late, as on a busy server; never, if left out. */
  readonly late?: () => number;
}

/** One simulated run: the engine, a virtual clock, and a script in place of the world. */
export class Simulator {
  readonly events: RunEvent[] = [];
  readonly calls: RunReport['calls'][number][] = [];
  /** Deeds of the script that nobody took, as a real server would have answered. */
  readonly refused: { readonly at: number; readonly deed: Deed; readonly reason: string }[] = [];
  readonly state: State;
  /** Called service → its nodes that were visited. */
  readonly reached = new Map<string, Set<string>>();
  /** Why it went as it went, for people; only where that was asked for. */
  readonly explained: Explained | null;
  /** The plan, with the services that were found so far. */
  plan: Plan;
  private readonly scenario: Scenario;
  private readonly services: FindService;
  private readonly scheduler: Scheduler;
  private readonly milliseconds: (text: string) => number;
  private readonly late: () => number;
  private readonly budget: Budget;
  private readonly large = new LargeValues();
  private readonly agenda = new Agenda<Planned>();
  /** Key → attempt under way and when the work first began; a key that is not here was called off. */
  private readonly working = new Map<string, Working>();
  /** Key → what was cut from the output of work that has ended. */
  private readonly cuts = new Map<string, Cut>();
  private attempts = 0;
  /** What judges outputs as they come in. */
  private readonly door = {
    milliseconds: (text: string) => this.milliseconds(text),
    refer: (value: Json, parts: readonly LargePart[]) => this.large.refer(value, parts),
  };
  /** What a person will still do to the run. */
  private decisions = 0;

  constructor(plan: Plan, scenario: Scenario, given: Given) {
    this.plan = withoutMocked(plan, scenario);
    this.services = given.services ?? (() => null);
    this.scenario = scenario;
    this.scheduler = given.scheduler;
    this.milliseconds = given.milliseconds;
    this.late = given.late ?? (() => 0);
    this.budget = { ...BUDGET, division: { ...IN_PLACE, ...given.division } };
    this.state = createState(plan);
    this.explained = given.explain === true ? new Explained() : null;
  }

  /** Runs until the run ends or is parked, or until nothing is left that could happen. */
  run(start: Extract<Event, { kind: 'start' }>): void {
    const { cancel_at: cancelAt } = this.scenario;
    const { input: schema } = this.plan;
    const input =
      schema === null ? start.input : this.large.refer(start.input, largeParts(this.plan.types[schema], start.input));
    this.agenda.add(start.at, { type: 'event', event: { ...start, input } });
    for (const { at, deed } of deedsOf(this.scenario)) {
      this.expect(start.at + this.milliseconds(at), { type: 'deed', deed });
      if (deed.type === 'operate') this.decisions += 1;
    }
    if (cancelAt != null) {
      const event: Event = { kind: 'cancel', at: 0, reason: 'The run was cancelled by its scenario.' };
      this.expect(start.at + this.milliseconds(cancelAt), { type: 'event', event });
    }
    for (let count = 0; count < MOST_ACTIVATIONS && this.isOpen(); count += 1) {
      const due = this.agenda.next();
      if (due === null || this.attempts > MOST_ATTEMPTS) return;
      this.instant(due.at, due.items);
    }
  }

  /** Plans something for an instant, or for a little later. */
  private expect(at: number, item: Planned): void {
    this.agenda.add(at + this.late(), item);
  }

  /** A parked run does not move before a person decides; where the script has nobody do so it is over. */
  private isOpen(): boolean {
    return this.state.result === null && (this.state.incident === null || this.decisions > 0);
  }

  private instant(at: number, items: readonly Planned[]): void {
    const quick = items.filter((item) => !isSlow(item));
    // People answer what they see: after everything else of the instant has happened, one by one.
    if (quick.length > 0) for (const item of items) if (isSlow(item)) this.agenda.add(at, item);
    if (quick.length === 0) for (const item of items) this.activate(at, this.eventsOf(item, at));
    else
      for (const group of this.scheduler.groups(quick.flatMap((item) => this.eventsOf(item, at))))
        this.activate(at, group);
  }

  private activate(at: number, events: readonly Event[]): void {
    if (events.length === 0 || this.state.result !== null) return;
    const timed = events.map((event): Event => ({ ...event, at }));
    const { commands } = step(this.plan, this.state, sortEvents(timed), this.budget, this.observe);
    this.explained?.look(this.state);
    const hasty = calledOffAtOnce(commands);
    for (const command of commands) this.carryOut(command, at, hasty);
  }

  private readonly observe: Observer = (event, at) => this.record(event, at);

  /** The engine makes an event for whoever looks on, so it may be completed in place. */
  private record(event: RunEventBody, at: number): void {
    const told = event as RunEventBody & { seq: number; at: number; cut?: Cut };
    const cut = told.type === 'visit' && told.status === 'completed' ? this.cuts.get(told.key) : undefined;
    if (cut !== undefined) told.cut = cut;
    told.seq = this.events.length + 1;
    told.at = at;
    this.events.push(told);
    if (event.type === 'visit' && event.status === 'completed')
      this.explained?.decided(this.plan, this.state, event.key);
    if (event.type === 'visit') this.reach(event.key);
  }

  /** Notes a visit of a called service's node. */
  private reach(key: string): void {
    if (!key.includes('/')) return;
    const call = this.state.calls[prefixOf(key).slice(0, -1)];
    const service = this.state.frames[call?.frame ?? -1]?.called?.service;
    if (service === undefined) return;
    const nodes = this.reached.get(service) ?? new Set();
    this.reached.set(service, nodes.add(parseKey(key).node));
  }

  /** What a planned item is to the engine now; nothing if it was called off, or if nobody takes it. */
  private eventsOf(item: Planned, at: number): Event[] {
    switch (item.type) {
      case 'event':
        return this.isOff(item.event, at) ? [] : [item.event];
      case 'deed': {
        const taken = take(this.plan, this.state, item.deed, at);
        if (item.deed.type === 'operate') this.decisions -= 1;
        if ('event' in taken) return [taken.event];
        this.refused.push({ at, deed: item.deed, reason: taken.refused });
        return [];
      }
      case 'begin':
        if (this.working.get(item.work.key)?.attempt === item.attempt) this.begin(item.work, item.attempt, at);
        return [];
      case 'end':
        return this.working.get(item.work.key)?.attempt === item.attempt
          ? this.end(item.work, item.attempt, item.played, at)
          : [];
      default:
        return assertNever(item);
    }
  }

  /** A timer that was cancelled stays on the agenda and means nothing. */
  private isOff(event: Event, at: number): boolean {
    return event.kind === 'timer' && (this.state.timers[event.key]?.at ?? Number.POSITIVE_INFINITY) > at;
  }

  private begin(work: Work, attempt: number, at: number): void {
    const { word } = parseKey(work.key);
    const { node } = placeOfKey(work.key);
    const op = this.plan.nodes[work.index];
    if (op === undefined) throw new Error(`The plan has no node ${work.index}`);
    this.attempts += 1;
    if (op.op === 'call' && word === 'find') return this.find(work, op, attempt, at);
    if (word === null) this.calls.push({ node, key: work.key, attempt, input: this.large.whole(op, work.input) });
    const script = word === null ? (scriptOf(this.scenario, work.key) ?? []) : [];
    const answer = script[Math.min(attempt, script.length) - 1] ?? {};
    const played = word === null ? playAttempt(this.plan, op, answer, this.door) : DONE;
    this.expect(at + played.tookMs, { type: 'end', work, attempt, played });
  }

  /** A service is to be called: it plays as a part of the run, unless the scenario, or nobody, answers in its place. */
  private find(work: Work, op: CallOp, attempt: number, at: number): void {
    const key = work.key.slice(0, work.key.lastIndexOf(':'));
    const script = scriptOf(this.scenario, key);
    const service = op.service ?? '';
    const part = script === null ? this.partOf(service, op.version) : null;
    if (part !== null) {
      const result = { ok: true, output: { ...part } } as const;
      return this.expect(at, { type: 'end', work, attempt, played: { ...DONE, result } });
    }
    this.calls.push({ node: placeOfKey(key).node, key, attempt: 1, input: this.state.calls[key]?.input ?? null });
    const played = playAttempt(this.plan, op, script?.[0] ?? {}, this.door);
    const { result } = played;
    const answered = result.ok ? { ok: true as const, output: { answer: result.output } } : result;
    this.expect(at + played.tookMs, { type: 'end', work, attempt, played: { ...played, result: answered } });
  }

  /** The part of the plan that a called service is: already, or from now on. */
  private partOf(service: string, version: number | null): { hash: string; version: number } | null {
    const parts = this.plan.services ?? [];
    const known = parts.find((each) => each.service === service && (version === null || each.version === version));
    const found = known === undefined || known.linked !== null ? this.services(service, version) : null;
    if (found === null) return known === undefined ? null : { hash: known.hash, version: known.version };
    if (!parts.some(({ hash }) => hash === found.hash))
      this.plan = linkAtRun(this.plan, { ...found, plan: withoutMocked(found.plan, this.scenario) });
    return { hash: found.hash, version: found.version };
  }

  private end(work: Work, attempt: number, { result, retryAfterMs, cut }: Attempt, at: number): Event[] {
    const { key } = work;
    if (cut !== undefined) this.cuts.set(key, cut);
    const { node } = placeOfKey(key);
    const { first, reached } = this.working.get(key) ?? { first: at, reached: false };
    const delayMs = result.ok
      ? null
      : this.pauseAfter(work, { code: result.error.code, attempt, elapsedMs: at - first, retryAfterMs });
    if (result.ok || delayMs === null) {
      this.working.delete(key);
      return [
        {
          kind: 'activity',
          at,
          key,
          attempts: attempt,
          result: result.ok || !reached ? result : { ...result, reached },
        },
      ];
    }
    this.record({ type: 'attempt', node, key, attempt, error: result.error, next_at: at + delayMs }, at);
    this.working.set(key, { attempt: attempt + 1, first, reached: reached || mayHaveReached(result.error.code) });
    this.expect(at + delayMs, { type: 'begin', work, attempt: attempt + 1 });
    return [];
  }

  private pauseAfter(
    work: Work,
    failed: { code: string; attempt: number; elapsedMs: number; retryAfterMs: number | null },
  ): number | null {
    const options = this.plan.options[work.options];
    if (options === undefined || options.idempotency === 'none') return null;
    const next = nextAttempt({ ...failed, retry: options.retry, totalMs: options.total_ms, jitter: 0 });
    return next.retry ? next.delayMs : null;
  }

  private carryOut(command: Command, at: number, hasty: ReadonlySet<string>): void {
    switch (command.type) {
      case 'schedule':
        this.working.set(command.key, { attempt: 1, first: at, reached: false });
        if (!hasty.has(command.key)) this.begin(command, 1, at);
        return;
      case 'cancel': {
        const attempts = this.working.get(command.key)?.attempt;
        if (attempts === undefined) return;
        this.working.delete(command.key);
        const error = { code: 'cancelled', message: 'The work was cancelled.' };
        this.expect(at, {
          type: 'event',
          event: { kind: 'activity', at, key: command.key, attempts, result: { ok: false, error } },
        });
        return;
      }
      case 'start_timer':
        this.expect(Math.max(at, command.at), { type: 'event', event: { kind: 'timer', at, key: command.key } });
        return;
      case 'start_child':
      case 'tell_child':
        throw new Error(`${command.key} is done in place`);
      case 'cancel_timer':
      case 'answer':
      case 'upsert':
      case 'finish':
      case 'fail':
        return;
      default:
        return assertNever(command);
    }
  }
}

/** Keys of work that is begun and called off in one breath: it never gets outside. */
function calledOffAtOnce(commands: readonly Command[]): ReadonlySet<string> {
  const [begun, off] = [new Set<string>(), new Set<string>()];
  for (const command of commands) {
    if (command.type === 'schedule') begun.add(command.key);
    if (command.type === 'cancel' && begun.has(command.key)) off.add(command.key);
  }
  return off;
}

/** The scripted answers for a key: under itself, under its node with the subflows around, or under the node alone. */
export function scriptOf({ mocks = {} }: Scenario, key: string): readonly MockAnswer[] | null {
  return mocks[key] ?? mocks[placeOfKey(key).node] ?? mocks[parseKey(key).node] ?? null;
}

/** The plan with the calls that a scenario answers taken for services that are to be found, so that it is asked. */
function withoutMocked(plan: Plan, { mocks = {} }: Scenario): Plan {
  const names = new Set(Object.keys(mocks).map((name) => name.slice(name.lastIndexOf('/') + 1).split('#')[0]));
  const isMocked = (node: Plan['nodes'][number]) => node.op === 'call' && node.service !== null && names.has(node.id);
  if (!plan.nodes.some(isMocked)) return plan;
  return { ...plan, nodes: plan.nodes.map((node) => (isMocked(node) ? ({ ...node, body: null } as CallOp) : node)) };
}

/** People and callbacks answer what is open; messages come whether or not somebody waits. */
function isSlow(item: Planned): boolean {
  return item.type === 'deed' && item.deed.type !== 'message';
}
