import { readdirSync, readFileSync } from 'node:fs';
import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { estimate } from '@omniroute/compiler/estimate';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Plan, Scenario } from '@omniroute/plan';
import { scenarioOf, sound } from '@omniroute/testing/sound';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workflowId } from '../src/workflows/protocol.ts';
import { playScenario } from './play-scenario.ts';
import { startTestRuntime, TENANT } from './test-runtime.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
const templates = new URL('../../templates/', import.meta.url);

interface Play {
  readonly name: string;
  readonly service: string;
  readonly plan: Plan;
  readonly scenario: Scenario;
}

const plays: readonly Play[] = [
  ...readdirSync(templates, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => playsOf(name)),
  ...sound.map(([name, builder]): Play => {
    const plan = compile({ document: builder.json }, options).plan as Plan;
    return { name, service: builder.document.id, plan, scenario: scenarioOf(name, builder) };
  }),
];

function playsOf(service: string): readonly Play[] {
  const folder = new URL(`${service}/`, templates);
  const { plan } = compile({ text: readFileSync(new URL('service.json', folder), 'utf8') }, options);
  return (
    readdirSync(new URL('scenarios/', folder))
      .map((file) => JSON.parse(readFileSync(new URL(`scenarios/${file}`, folder), 'utf8')) as Scenario)
      // A start that is refused makes no run; what people do to a run, and messages it does not wait for, come on top.
      .filter(({ expect: expected }) => expected?.error?.code !== 'validation.input')
      .filter(({ operations = [], cancel_at }) => operations.length === 0 && cancel_at == null)
      .map((scenario) => ({ name: `${service}: ${scenario.name}`, service, plan: plan as Plan, scenario }))
  );
}

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
const widths: string[] = [];

beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(async () => {
  await runtime.stop();
  if (process.env.PRINT_WIDTHS !== undefined) console.info(widths.sort().join('\n'));
});

describe('the history of a run has as many events and bytes as its estimate says', () => {
  it.concurrent.each(plays.map((play) => [play.name, play] as const))('%s', async (_, play) => {
    const { run, view } = await playScenario(runtime, play.plan, play.scenario, play.service);
    const handle = runtime.client.workflow.getHandle(workflowId(TENANT, run));
    const { historyLength: events, historySize: bytes = 0 } = await handle.describe();
    const { events: counted, bytes: weighed } = estimate(play.plan);
    // A message that nobody waits for is an event, and a task of the engine.
    const unread = 4 * ((play.scenario.messages ?? []).length + (play.scenario.tasks ?? []).length);
    const most = counted.most === null ? null : counted.most + unread;
    widths.push(
      `${view.status} ${counted.least}..${counted.most} ${events} | ${weighed.least}..${weighed.usual}..${weighed.most} ${bytes} ${play.name}`,
    );
    // `least` is promised for runs that end well.
    const endsWell = view.status === 'completed';
    expect({
      events: within(events, endsWell ? counted.least : 0, most),
      bytes: within(bytes, endsWell ? weighed.least : 0, weighed.most),
    }).toEqual({
      events: 'within',
      bytes: 'within',
    });
  });
});

function within(value: number, least: number, most: number | null): string {
  return value >= least && (most === null || value <= most) ? 'within' : `${value} is not in ${least} to ${most}`;
}
