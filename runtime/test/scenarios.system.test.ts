import { readdirSync, readFileSync } from 'node:fs';
import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Plan, Scenario } from '@omniroute/plan';
import { simulate } from '@omniroute/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playScenario } from './play-scenario.ts';
import { ms, startTestRuntime } from './test-runtime.ts';

const folder = new URL('../../templates/order-escalation/', import.meta.url);
const compiled = compile(
  { text: readFileSync(new URL('service.json', folder), 'utf8') },
  { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry },
);
const plan = compiled.plan as Plan;
const scenarios = readdirSync(new URL('scenarios/', folder))
  .map((file) => JSON.parse(readFileSync(new URL(`scenarios/${file}`, folder), 'utf8')) as Scenario)
  .filter((scenario) => scenario.expect?.error?.code !== 'validation.input');

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;

beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.stop());

describe('order escalation on a Temporal server does what the simulator says', () => {
  it.concurrent.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', async (_, scenario) => {
    const expected = simulate(plan, scenario, { service: 'order-escalation' });
    const { view, run } = await playScenario(runtime, plan, scenario, ms(expected.duration));
    const calls = (list: readonly { key: string; attempt: number }[]) =>
      list.map(({ key, attempt }) => `${key} attempt ${attempt}`).sort();
    expect({
      status: view.status,
      end_status: view.end_status ?? undefined,
      output: stable(view.output),
      error: view.error?.code,
      path: view.visits.map(({ key, status }) => [key, status]),
      variables: view.variables,
      calls: calls(runtime.seen.filter((call) => call.run === run)),
    }).toEqual({
      status: expected.status,
      end_status: expected.end_status,
      output: stable(expected.output),
      error: expected.error?.code,
      path: expected.path.map(({ node, iteration, status }) => [`${node}#${iteration}`, status]),
      variables: expected.variables,
      calls: calls(expected.calls),
    });
  });
});

/** Nothing in this service's output depends on the moment. */
function stable(output: unknown): unknown {
  return output ?? null;
}
