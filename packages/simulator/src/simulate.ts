import { admitStart, type Command, createState, type Event, judgeAnswer, sortEvents, type State, step } from '@omniroute/engine';
import { assertNever, type RunError } from '@omniroute/errors';
import { EMPTY_RUN_VIEW, foldRunView, type Observer, type Plan, type RunEvent, type RunReport, type Scenario } from '@omniroute/plan';
import { formatDuration, type Json, parseInstant } from '@omniroute/primitives';
import { Agenda } from './agenda.ts';
import { type Call, milliseconds, playWork } from './mocked-work.ts';

/** What may be said about a simulated run beside its scenario. */
export interface SimulateOptions {
  /** The service's id, as `service.id` and the keys show it. */
  readonly service?: string;
  readonly tenant?: string;
  readonly run?: string;
}

/** A report with every event of the run, for stepping through it. */
export type Simulation = RunReport & { readonly events: readonly RunEvent[]; readonly state: State };

type Planned =
  /** `certain`: happens even though its key was called off, because it says just that. */
  | { readonly type: 'event'; readonly event: Event; readonly certain?: true }
  | { readonly type: 'answer'; readonly task: NonNullable<Scenario['tasks']>[number]; readonly index: number };

const DEFAULT_NOW = Date.UTC(2026, 0, 1);
const BUDGET = { steps: 10_000, fuel: 1_000_000 };
/** Activations before a simulation is stopped: a service that never rests is a finding, not a reason to hang. */
const MOST_ACTIVATIONS = 1_000_000;

/** Runs a plan under a scenario until it ends, or until nothing is left that could happen. Deterministic. */
export function simulate(plan: Plan, scenario: Scenario, options: SimulateOptions = {}): Simulation {
  const now = scenario.now === undefined ? DEFAULT_NOW : instant(scenario.now);
  const facts = { run: options.run ?? 'simulation', tenant: options.tenant ?? 'local', service: options.service ?? 'service', version: 1, started_at: now };
  const admitted = admitStart(plan, {
    facts,
    ...(scenario.trigger === undefined ? {} : { trigger: scenario.trigger }),
    ...(scenario.input === undefined ? {} : { input: scenario.input }),
    ...(scenario.event === undefined ? {} : { event: scenario.event }),
  });
  if (!admitted.ok) return refused(plan, admitted.reason === 'input' ? admitted.error : notStarted(admitted.reason));
  return new Simulator(plan, scenario).run({ kind: 'start', at: now, facts: { ...facts, trigger: admitted.trigger }, input: admitted.input });
}

class Simulator {
  private readonly agenda = new Agenda<Planned>();
  private readonly events: RunEvent[] = [];
  private readonly calls: (Call & { at: number })[] = [];
  /** Keys of work and timers that were called off. */
  private readonly off = new Set<string>();
  private readonly state: State;
  private readonly plan: Plan;
  private readonly scenario: Scenario;

  constructor(plan: Plan, scenario: Scenario) {
    this.plan = plan;
    this.scenario = scenario;
    this.state = createState(plan);
  }

  run(start: Extract<Event, { kind: 'start' }>): Simulation {
    this.agenda.add(start.at, { type: 'event', event: start });
    this.script(start.at);
    for (let count = 0; count < MOST_ACTIVATIONS && this.state.result === null; count += 1) {
      const due = this.agenda.next();
      if (due === null) break;
      const events = due.items.flatMap((item) => this.eventOf(item, due.at));
      if (events.length === 0) continue;
      const { commands } = step(this.plan, this.state, sortEvents(events), BUDGET, this.observe);
      for (const command of commands) this.carryOut(command, due.at);
    }
    return this.report(start.at);
  }

  private readonly observe: Observer = (event, at) => {
    this.events.push({ ...event, seq: this.events.length + 1, at });
  };

  private script(from: number): void {
    const { messages = [], callbacks = [], tasks = [], cancel_at: cancelAt } = this.scenario;
    const plan = (at: string, item: Planned) => this.agenda.add(from + milliseconds(at), item);
    for (const [index, { at, name, correlation, payload = {}, id }] of messages.entries()) {
      plan(at, { type: 'event', event: { kind: 'message', at: 0, id: id ?? `message-${index + 1}`, name, correlation, payload } });
    }
    for (const [index, { node, at, payload = {} }] of callbacks.entries()) {
      plan(at, { type: 'event', event: { kind: 'message', at: 0, id: `callback-${index + 1}`, name: 'omniroute.callback', correlation: `${node}#1`, payload } });
    }
    for (const [index, task] of tasks.entries()) plan(task.at, { type: 'answer', task, index });
    if (cancelAt != null) plan(cancelAt, { type: 'event', event: { kind: 'cancel', at: 0, reason: 'cancelled by the scenario' } });
  }

  /** What a planned item is now; nothing if it was called off, or if nobody can answer at that moment. */
  private eventOf(item: Planned, at: number): Event[] {
    if (item.type === 'answer') {
      const { node, outcome, data = {}, by = 'somebody' } = item.task;
      const open = this.state.tasks.find((task) => this.plan.nodes[task.node]?.id === node && task.settled === null);
      if (open === undefined || judgeAnswer(this.plan, this.state, { key: open.key, outcome, data, by, roles: ['*'] }) !== null) return [];
      return [{ kind: 'task', at, key: open.key, update: `answer-${item.index + 1}`, outcome, data, by }];
    }
    const { event } = item;
    if (item.certain !== true && (event.kind === 'timer' || event.kind === 'activity') && this.off.delete(`${event.kind} ${event.key}`)) return [];
    return [{ ...event, at }];
  }

  private carryOut(command: Command, now: number): void {
    switch (command.type) {
      case 'schedule': {
        const options = this.plan.options[command.options];
        if (options === undefined) throw new Error(`The plan has no options ${command.options}`);
        const work = playWork(this.plan, this.scenario, { index: command.index, key: command.key, input: command.input, options, at: now });
        this.calls.push(...work.calls);
        this.agenda.add(work.endsAt, { type: 'event', event: { kind: 'activity', at: 0, key: command.key, attempts: work.attempts, result: work.result } });
        return;
      }
      case 'cancel':
        this.off.add(`activity ${command.key}`);
        this.agenda.add(now, {
          type: 'event', certain: true, event: { kind: 'activity', at: 0, key: command.key, attempts: 1, result: { ok: false, error: { code: 'cancelled', message: 'The work was cancelled.' } } },
        });
        return;
      case 'start_timer':
        this.agenda.add(Math.max(now, command.at), { type: 'event', event: { kind: 'timer', at: 0, key: command.key } });
        return;
      case 'cancel_timer':
        this.off.add(`timer ${command.key}`);
        return;
      case 'answer':
      case 'upsert':
      case 'finish':
      case 'fail':
        return;
      default:
        return assertNever(command);
    }
  }

  private report(start: number): Simulation {
    const view = this.events.reduce(foldRunView, EMPTY_RUN_VIEW);
    const ended = view.ended_at ?? this.state.clock;
    return {
      status: view.status,
      output: view.output,
      error: view.error,
      path: view.visits.map((visit) => ({
        node: visit.node, iteration: visit.key.slice(visit.key.lastIndexOf('#') + 1), status: visit.status, at: formatDuration(visit.started_at - start),
      })),
      calls: this.calls.filter((call) => call.at <= ended).map(({ at: _, ...call }) => call),
      duration: formatDuration(ended - start),
      variables: view.variables,
      ...(view.end_status === null ? {} : { end_status: view.end_status }),
      events: this.events,
      state: this.state,
    };
  }
}

/** A start that makes no run is shown as failed, with no calls. */
function refused(plan: Plan, error: RunError): Simulation {
  return { status: 'failed', output: null, error, path: [], calls: [], duration: 'PT0S', variables: {}, events: [], state: createState(plan) };
}

function notStarted(reason: 'filtered' | 'trigger'): RunError {
  const message = reason === 'filtered' ? 'The trigger does not want this event: no run was made.' : 'The service has no such trigger, or has several and none was named.';
  return { code: 'validation.input', message };
}

function instant(text: string): number {
  const read = parseInstant(text);
  return read.ok ? read.value : DEFAULT_NOW;
}

/** How many of a plan's nodes were visited, and which were not. */
export function coverage(plan: Plan, visited: ReadonlySet<string>): { readonly nodes: number; readonly visited: number; readonly missing: readonly string[] } {
  const ids = [...new Set(plan.nodes.map((node) => node.id))];
  return { nodes: ids.length, visited: ids.filter((id) => visited.has(id)).length, missing: ids.filter((id) => !visited.has(id)) };
}

/** Any value as JSON text for messages. */
export function shown(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
