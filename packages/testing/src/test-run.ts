import {
  type Budget,
  type Command,
  createState,
  type Event,
  invariantsOf,
  type RunFacts,
  type State,
  sortEvents,
  step,
} from '@omniroute/engine';
import type { RunError } from '@omniroute/errors';
import { linkAtRun, type Operation, type Plan, planHash, type RunEvent, type RunView, viewOf } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';

const FACTS: RunFacts = {
  run: 'run-1',
  tenant: 'tenant-1',
  service: 'service-1',
  version: 1,
  started_at: 0,
  trigger: 'manual',
};

/** An event without its instant, which the test run's clock gives. */
export type Timeless = Event extends infer One ? (One extends Event ? Omit<One, 'at'> : never) : never;

/**
 * A run in the hands of a test: the engine alone, one call an activation. After each one the state goes through JSON and
 * its invariants are checked, so that no test can pass over a state that could not be stored.
 */
export class TestRun {
  state: State;
  now = 0;
  readonly events: RunEvent[] = [];
  plan: Plan;
  budget: Budget;

  constructor(plan: Plan, budget: Budget = { steps: 10_000, fuel: 1_000_000 }) {
    this.plan = plan;
    this.budget = budget;
    this.state = createState(plan);
  }

  /** Starts the run. `trigger` is where its token begins. */
  start(input: Json = null, trigger = 'manual'): Command[] {
    return this.step({ kind: 'start', facts: { ...FACTS, started_at: this.now, trigger }, input });
  }

  /** The effect with a key ended well. */
  done(key: string, output: Json = null): Command[] {
    return this.step({ kind: 'activity', key, attempts: 1, result: { ok: true, output } });
  }

  /** The effect with a key failed for good. */
  failed(key: string, error: RunError | string, attempts = 1): Command[] {
    const told = typeof error === 'string' ? { code: error, message: error } : error;
    return this.step({ kind: 'activity', key, attempts, result: { ok: false, error: told } });
  }

  /** The service that a call asked for is found: from now on it is a part of the run's plan. */
  found(key: string, service: string, plan: Plan, version = 1): Command[] {
    const hash = planHash(plan);
    if (!this.plan.services?.some((part) => part.hash === hash))
      this.plan = linkAtRun(this.plan, { service, version, hash, plan });
    return this.done(`${key}:find`, { service, version, hash });
  }

  message(name: string, correlation: string, payload: Json = {}, id = `${name}-${this.events.length}`): Command[] {
    return this.step({ kind: 'message', id, name, correlation, payload });
  }

  answer(key: string, outcome: string, data: Json = {}, update = `answer-${this.events.length}`): Command[] {
    return this.step({ kind: 'task', key, update, outcome, data, by: 'ada' });
  }

  /** A person acts on the run. */
  operate(operation: Operation, update = `operation-${this.events.length}`): Command[] {
    return this.step({ kind: 'operator', update, operation, by: 'ada', reason: 'because' });
  }

  cancel(): Command[] {
    return this.step({ kind: 'cancel', reason: 'no longer wanted' });
  }

  /** Fires the earliest timer, at its instant. */
  pass(): Command[] {
    const [timer] = Object.values(this.state.timers).sort((a, b) => a.at - b.at);
    if (timer === undefined) throw new Error('No timer is running');
    this.now = Math.max(this.now, timer.at);
    return this.step({ kind: 'timer', key: timer.key });
  }

  /** One activation with these events. */
  step(...events: Timeless[]): Command[] {
    const timed = events.map((event) => ({ ...event, at: this.now }) as Event);
    const { commands } = step(this.plan, this.state, sortEvents(timed), this.budget, (body, at) => {
      this.events.push({ ...body, seq: this.events.length + 1, at });
    });
    const wrong = invariantsOf(this.plan, this.state);
    if (wrong.length > 0) throw new Error(`The state is not sound: ${wrong.join('; ')}`);
    this.state = JSON.parse(JSON.stringify(this.state)) as State;
    return [...commands];
  }

  get view(): RunView {
    return viewOf(this.events);
  }

  /** Visits in order of start: `key status`. */
  get visits(): string[] {
    return this.view.visits.map((visit) => `${visit.key} ${visit.status}`);
  }
}

/** The keys of the effects that commands ask for. */
export function scheduled(commands: readonly Command[]): string[] {
  return commands.flatMap((command) => (command.type === 'schedule' ? [command.key] : []));
}
