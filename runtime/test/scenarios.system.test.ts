import { readdirSync, readFileSync } from 'node:fs';
import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Plan, RunView, Scenario } from '@omniroute/plan';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playScenario } from './play-scenario.ts';
import { startTestRuntime } from './test-runtime.ts';

const templates = new URL('../../templates/', import.meta.url);

interface Template {
  readonly id: string;
  readonly plan: Plan;
  readonly scenarios: readonly Scenario[];
}

const all: readonly Template[] = readdirSync(templates, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => templateOf(name));

function templateOf(id: string): Template {
  const folder = new URL(`${id}/`, templates);
  const { plan, diagnostics } = compile(
    { text: readFileSync(new URL('service.json', folder), 'utf8') },
    { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry },
  );
  if (plan === undefined) throw new Error(`${id} does not compile: ${JSON.stringify(diagnostics)}`);
  const scenarios = readdirSync(new URL('scenarios/', folder))
    .map((file) => JSON.parse(readFileSync(new URL(`scenarios/${file}`, folder), 'utf8')) as Scenario)
    // A start that is refused makes no run that a server could play.
    .filter((scenario) => scenario.expect?.error?.code !== 'validation.input');
  return { id, plan, scenarios };
}

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;

beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.stop());

describe.each(all)('$id on a Temporal server does what the simulator says', ({ id, plan, scenarios }) => {
  it.concurrent.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', async (_, scenario) => {
    const { view, run, expected } = await playScenario(runtime, plan, scenario, id);
    const told = (of: RunView, calls: readonly { key: string; attempt: number }[]) => ({
      status: of.status,
      end_status: of.end_status,
      output: timeless(of.output),
      error: of.error?.code,
      path: of.visits.map(({ key, status }) => `${key} ${status}`).sort(),
      variables: timeless(of.variables),
      calls: calls.map(({ key, attempt }) => `${key} attempt ${attempt}`).sort(),
    });
    const seen = runtime.seen.filter((call) => call.run === run);
    expect(told(view, seen)).toEqual(told(expected.view, expected.calls));
  });
});

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** A value without the moments at which things happened: the two clocks began at different times. */
function timeless(value: unknown): unknown {
  if (typeof value === 'string') return INSTANT.test(value) ? 'a moment' : value;
  if (Array.isArray(value)) return value.map(timeless);
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, timeless(part)]));
}
