import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Plan, RunView, Scenario } from '@omniroute/plan';
import { afterEach, describe, expect, it } from 'vitest';
import { playScenario } from './play-scenario.ts';
import { startTestRuntime, TENANT } from './test-runtime.ts';

const folder = new URL('../../templates/order-escalation/', import.meta.url);
const plan = compile(
  { text: readFileSync(new URL('service.json', folder), 'utf8') },
  { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry },
).plan as Plan;
const scenarioOf = (name: string) =>
  JSON.parse(readFileSync(new URL(`scenarios/${name}.json`, folder), 'utf8')) as Scenario;

let runtime: Awaited<ReturnType<typeof startTestRuntime>> | null = null;
afterEach(async () => {
  await runtime?.stop();
  runtime = null;
});

/** Plays a scenario and compares what people see of it with the simulator. */
async function playsAsSimulated(scenario: Scenario): Promise<string> {
  if (runtime === null) throw new Error('no runtime');
  const { view, run, expected } = await playScenario(runtime, plan, scenario);
  const told = ({ status, end_status, visits, variables }: RunView) => ({
    status,
    end_status,
    path: visits.map((visit) => [visit.key, visit.status]),
    variables,
  });
  expect(told(view)).toEqual(told(expected.view));
  return run;
}

describe('a run', () => {
  it('goes on in a fresh history as often as the server asks, and its view spans them all', async () => {
    runtime = await startTestRuntime({ dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 12 } });
    const run = await playsAsSimulated(scenarioOf('unconfirmed-escalates'));
    const chain = await runtime.runs.histories(TENANT, run);
    expect(chain?.length).toBeGreaterThan(1);
  });

  it('is the same when every workflow task replays it from the start', async () => {
    runtime = await startTestRuntime({ maxCachedWorkflows: 0 });
    await playsAsSimulated(scenarioOf('sms-recovers'));
  });

  it('P22 is delayed and not failed by a key and plan store that is down, and no attempt is charged', async () => {
    runtime = await startTestRuntime();
    const { stores } = runtime;
    const scenario = scenarioOf('confirmed-in-time');
    const playing = playsAsSimulated(scenario);
    await sleep(150);
    stores.setDown(true);
    await sleep(2_500);
    stores.setDown(false);
    const run = await playing;
    expect(runtime.seen.filter((call) => call.run === run).map((call) => call.attempt)).toEqual([1, 1]);
  });
});
