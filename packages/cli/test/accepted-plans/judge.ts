import { admitStart, invariantsOf, type State } from '@omniroute/engine';
import type { RunError } from '@omniroute/errors';
import { FINAL_RUN_STATUSES, type Plan, type RunEvent, type RunStatus, type Scenario } from '@omniroute/plan';
import { parseDuration } from '@omniroute/primitives';
import { Simulator, schedulerOf } from '@omniroute/simulator';

/** What a play of a plan came to. */
export interface Play {
  readonly status: RunStatus | 'thrown';
  /** Codes of all errors on the way. */
  readonly codes: readonly string[];
  /** What the compiler had promised would not happen. */
  readonly broken: readonly string[];
}

const START = Date.parse('2026-01-01T00:00:00Z');

/** What expressions may fail with whatever their types are: they are partial by nature. */
const PARTIAL: readonly RegExp[] = [
  /^Division by zero\.$/,
  /^The list has \d+ items?, there is none at -?\d+\.$/,
  /^The list is empty\.$/,
  // The one key that random expressions look up in objects without fixed fields.
  /^There is no field "x"\.$/,
  /beyond 9007199254740991/,
  /^The result is (infinite|not a number)/,
  /^This is not a number \(NaN\)/,
];

/** Errors that the language knows, besides those that a script or a service raises. */
const KNOWN = new Set([
  ...['timeout.run', 'timeout.wait', 'timeout.human_task', 'timeout.scope', 'timeout.service', 'validation.output'],
  ...['validation.variable', 'limit.iterations', 'no_branch', 'join.unreachable', 'cancelled', 'network.broken'],
  ...['http.503', 'http.404', 'network.unreachable', 'business.declined', 'business.no', 'quota', 'auth'],
]);

/** Plays a plan, and says which promises were broken. What is thrown breaks one too. */
export function play(plan: Plan, scenario: Scenario, seed: number): Play {
  try {
    return played(plan, scenario, seed);
  } catch (thrown) {
    const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    return { status: 'thrown', codes: [], broken: [`Thrown: ${text.split('\n').slice(0, 3).join(' ')}`] };
  }
}

function played(plan: Plan, scenario: Scenario, seed: number): Play {
  const facts = { run: 'play', tenant: 'local', service: 'random', version: 1, started_at: START };
  const { trigger, input } = scenario;
  const admitted = admitStart(plan, {
    facts,
    ...(trigger === undefined ? {} : { trigger }),
    ...(input === undefined ? {} : { input }),
  });
  if (!admitted.ok) {
    const error = admitted.reason === 'input' ? admitted.error : { code: 'filtered', message: 'No run was made.' };
    return { status: 'failed', codes: [error.code], broken: wrong(error) };
  }
  const simulator = new Simulator(plan, scenario, { scheduler: schedulerOf(seed), milliseconds });
  simulator.run({ kind: 'start', at: START, facts: { ...facts, trigger: admitted.trigger }, input: admitted.input });
  const { state, events } = simulator;
  const errors = errorsOf(events);
  const status = state.result?.status ?? state.status;
  return {
    status,
    codes: errors.map(({ code }) => code),
    broken: [
      ...invariantsOf(plan, state),
      ...(FINAL_RUN_STATUSES.includes(status) ? [] : stuck(state, status)),
      ...errors.flatMap((error) => wrong(error)),
    ],
  };
}

function milliseconds(text: string): number {
  const read = parseDuration(text);
  return read.ok ? read.value : 0;
}

function errorsOf(events: readonly RunEvent[]): readonly RunError[] {
  return events.flatMap((event) => ('error' in event && event.error !== undefined ? [event.error] : []));
}

/** A run that has not ended waits for somebody outside, or is parked for a person. */
function stuck(state: State, status: RunStatus): string[] {
  if (state.incident !== null) return status === 'incident' ? [] : [`Parked, and said to be ${status}`];
  const asked = Object.values(state.tasks).some((task) => task.settled === null) || Object.keys(state.waits).length > 0;
  if (!asked) return [`Nothing can happen any more, and the run is ${status}`];
  return status === 'waiting' ? [] : [`The run waits, and is said to be ${status}`];
}

function wrong({ code, message, details }: RunError): string[] {
  const tell = () => [`${code}: ${message} ${JSON.stringify(details ?? null)}`];
  if (code === 'expression') return PARTIAL.some((pattern) => pattern.test(message)) ? [] : tell();
  if (!KNOWN.has(code)) return tell();
  if (code === 'validation.output' && message.startsWith('The output of the run')) return tell();
  // A value of the right type can still be out of bounds.
  if (code === 'validation.variable' && !/ must (be|have) at (least|most) /.test(message)) return tell();
  return [];
}
