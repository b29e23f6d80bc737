import { admitStart } from '@omniroute/engine';
import type { RunError } from '@omniroute/errors';
import { type Plan, placeOfKey, type RunEvent, type RunReport, type Scenario, viewOf } from '@omniroute/plan';
import { formatDuration, parseDuration, parseInstant } from '@omniroute/primitives';
import { simulatorErrors } from './errors.ts';
import type { Explanation } from './explained.ts';
import { schedulerOf } from './scheduler.ts';
import { type FindService, Simulator } from './simulator.ts';

/** What may be said about a simulated run beside its scenario. */
export interface SimulateOptions {
  /** The service's id, as `service.id` shows it. */
  readonly service?: string;
  readonly tenant?: string;
  readonly run?: string;
  /** RFC 3339; when the run starts, where the scenario does not say. */
  readonly now?: string;
  /** Shuffles and splits what happens at one instant; without it all of an instant reaches the engine together. */
  readonly seed?: number;
  /** The services that can be called; calls of others are answered by the scenario, or by the smallest value that fits. */
  readonly services?: FindService;
  /** Tells also why it went as it went; it costs a second judgement of every decision. */
  readonly explain?: boolean;
}

/** A report with every event of the run, for stepping through it. */
export type Simulation = RunReport & {
  readonly events: readonly RunEvent[];
  /** Nodes of called services that were visited. */
  readonly reached: Readonly<Record<string, readonly string[]>>;
  readonly explained?: Explanation;
};

const DEFAULT_NOW = '2026-01-01T00:00:00Z';

/**
 * Runs a plan under a scenario until it ends, or until nothing is left that could happen (status `waiting`). The same
 * plan, scenario and options give the same report, wherever it runs.
 */
export function simulate(plan: Plan, scenario: Scenario, options: SimulateOptions = {}): Simulation {
  const now = instantOf(scenario, scenario.now ?? options.now ?? DEFAULT_NOW);
  const { run = 'simulation', tenant = 'local', service = 'service', seed } = options;
  const facts = { run, tenant, service, version: 1, started_at: now };
  const admitted = admitStart(plan, {
    facts,
    ...(scenario.trigger === undefined ? {} : { trigger: scenario.trigger }),
    ...(scenario.input === undefined ? {} : { input: scenario.input }),
    ...(scenario.event === undefined ? {} : { event: scenario.event }),
  });
  if (!admitted.ok) return notStarted(admitted.reason === 'input' ? admitted.error : REFUSALS[admitted.reason], now);
  const simulator = new Simulator(plan, scenario, {
    scheduler: schedulerOf(seed),
    milliseconds: (text) => durationOf(scenario, text),
    ...(options.services === undefined ? {} : { services: options.services }),
    ...(options.explain === undefined ? {} : { explain: options.explain }),
  });
  simulator.run({ kind: 'start', at: now, facts: { ...facts, trigger: admitted.trigger }, input: admitted.input });
  return {
    ...reportOf(simulator.events, now, simulator.state.clock),
    calls: simulator.calls,
    events: simulator.events,
    reached: Object.fromEntries([...simulator.reached].map(([service, nodes]) => [service, [...nodes]])),
    ...(simulator.explained === null ? {} : { explained: simulator.explained.told(simulator.refused) }),
  };
}

function reportOf(events: readonly RunEvent[], start: number, end: number): Omit<RunReport, 'calls'> {
  const view = viewOf(events);
  const offset = offsets(start);
  return {
    status: view.status,
    output: view.output,
    error: view.error,
    path: view.visits.map(({ node, key, status, started_at }) => ({
      node,
      iteration: placeOfKey(key).path,
      status,
      at: offset(started_at),
    })),
    duration: formatDuration((view.ended_at ?? end) - start),
    variables: view.variables,
    ...(view.end_status === null ? {} : { end_status: view.end_status }),
  };
}

/** Instants as durations since the start; visits of one instant share theirs. */
function offsets(start: number): (instant: number) => string {
  let [last, text] = [start, formatDuration(0)];
  return (instant) => {
    if (instant !== last) [last, text] = [instant, formatDuration(instant - start)];
    return text;
  };
}

const REFUSALS: Readonly<Record<'filtered' | 'trigger', RunError>> = {
  filtered: { code: 'validation.input', message: 'The trigger does not want this event: no run was made.' },
  trigger: { code: 'validation.input', message: 'The service has no such trigger, or has several and none was named.' },
};

/** A start that makes no run is shown as failed, with no calls. */
function notStarted(error: RunError, at: number): Simulation {
  const events: RunEvent[] = [{ type: 'run', status: 'failed', error, seq: 1, at }];
  return { ...reportOf(events, at, at), calls: [], events, reached: {} };
}

function durationOf(scenario: Scenario, text: string): number {
  const read = parseDuration(text);
  if (!read.ok) throw simulatorErrors.fault('scenario.duration', { scenario: scenario.name, problem: read.error });
  return read.value;
}

function instantOf(scenario: Scenario, text: string): number {
  const read = parseInstant(text);
  if (!read.ok) throw simulatorErrors.fault('scenario.instant', { scenario: scenario.name, problem: read.error });
  return read.value;
}
