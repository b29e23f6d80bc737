import { readdirSync, readFileSync } from 'node:fs';
import type { Plan, Scenario } from '@omniroute/plan';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planOf } from './compile-service.ts';
import { playScenario } from './play-scenario.ts';
import { startTestRuntime } from './test-runtime.ts';
import { told } from './told.ts';

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
  const plan = planOf({ text: readFileSync(new URL('service.json', folder), 'utf8') });
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
    const seen = runtime.seen.filter((call) => call.run === run);
    expect(told(view, seen)).toEqual(told(expected.view, expected.calls));
  });
});
