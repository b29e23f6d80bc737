import { admitStart } from '@omniroute/engine';
import { FINAL_RUN_STATUSES, type Plan, type Scenario } from '@omniroute/plan';
import { parseDuration, parseInstant } from '@omniroute/primitives';
import { type FindService, type Simulation, simulate } from '@omniroute/simulator';

/** Real milliseconds that a scenario takes about, and that its deadline leaves at least. */
const REAL_MS = 2_500;
const DEADLINE_MS = 15_000;

/** How many times faster time passes for a scenario, so that it takes a few seconds and its deadline stays far off. */
export function timeScale(plan: Plan, durationMs: number): number {
  const most = plan.deadline_ms === null ? Number.POSITIVE_INFINITY : plan.deadline_ms / DEADLINE_MS;
  return Math.max(1, Math.min(durationMs / REAL_MS, most));
}

/**
 * A scenario as an exported project plays it: its input instead of what a trigger received, how fast time passes, and as
 * expectation what the simulator makes of it. `null` where a person acts on the run itself, which an exported one lets nobody do,
 * and where something answers in place of a called service, which is a part of the project.
 */
export function exportedScenario(
  plan: Plan,
  scenario: Scenario,
  { service, services }: { readonly service: string; readonly services: FindService },
): object | null {
  const { name, mocks, messages, callbacks, tasks, cancel_at } = scenario;
  if ((scenario.operations ?? []).length > 0 || answersForService(plan, mocks ?? {})) return null;
  const simulation = simulate(plan, scenario, { service, services });
  const read = parseDuration(simulation.duration);
  const { trigger, input } = startOf(plan, scenario, service);
  return {
    name,
    ...(trigger === undefined ? {} : { trigger }),
    input,
    time_scale: Math.ceil(timeScale(plan, read.ok ? read.value : 0)),
    ...given({ mocks, messages, callbacks, tasks, cancel_at }),
    expect: expectationOf(simulation),
  };
}

function answersForService({ nodes }: Plan, mocks: object): boolean {
  return Object.keys(mocks).some((key) => nodes.some(({ id, op }) => op === 'call' && key.split('#')[0] === id));
}

function startOf(plan: Plan, scenario: Scenario, service: string) {
  const now = parseInstant(scenario.now ?? '2026-01-01T00:00:00Z');
  const facts = { run: 'simulation', tenant: 'local', service, version: 1, started_at: now.ok ? now.value : 0 };
  const { trigger, input, event } = scenario;
  const admitted = admitStart(plan, { facts, ...given({ trigger, input, event }) });
  return admitted.ok ? admitted : { trigger, input: input ?? null };
}

function expectationOf(simulation: Simulation): object {
  const { status, end_status, output, error, calls } = simulation;
  if (!FINAL_RUN_STATUSES.includes(status)) return { status: 'waiting', keys: keysOf(calls) };
  const counts: Record<string, number> = {};
  for (const { node } of calls) counts[node] = (counts[node] ?? 0) + 1;
  return {
    status,
    ...(status === 'completed' ? { end_status: end_status ?? null, output } : {}),
    ...(error === null ? {} : { error: { code: error.code } }),
    calls: counts,
    keys: keysOf(calls),
  };
}

function keysOf(calls: Simulation['calls']): string[] {
  return [...new Set(calls.map(({ key }) => key))].sort();
}

/** Fields that were given. */
function given<Fields extends object>(fields: Fields): { [Name in keyof Fields]: NonNullable<Fields[Name]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as never;
}
