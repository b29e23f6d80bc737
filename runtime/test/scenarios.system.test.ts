import { readdirSync, readFileSync } from 'node:fs';
import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Plan, Scenario } from '@omniroute/plan';
import { simulate } from '@omniroute/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playScenario } from './play-scenario.ts';
import { ms } from './scripted-kinds.ts';
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
    const expected = simulate(plan, scenario, { service: id });
    const { view, run } = await playScenario(runtime, plan, scenario, ms(expected.duration), id);
    const calls = (list: readonly { key: string; attempt: number }[]) =>
      list.map(({ key, attempt }) => `${key} attempt ${attempt}`).sort();
    expect({
      status: view.status,
      end_status: view.end_status ?? undefined,
      output: timeless(view.output),
      error: view.error?.code,
      path: view.visits.map(({ key, status }) => `${key} ${status}`).sort(),
      variables: timeless(view.variables),
      calls: calls(runtime.seen.filter((call) => call.run === run)),
    }).toEqual({
      status: expected.status,
      end_status: expected.end_status,
      output: timeless(expected.output),
      error: expected.error?.code,
      path: expected.path.map(({ node, iteration, status }) => `${node}#${iteration} ${status}`).sort(),
      variables: timeless(expected.variables),
      calls: calls(expected.calls),
    });
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
