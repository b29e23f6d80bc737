import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Plan, RunView } from '@omniroute/plan';
import { scenarioOf, sound } from '@omniroute/testing/sound';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playScenario } from './play-scenario.ts';
import { startTestRuntime } from './test-runtime.ts';

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;

beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.stop());

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : 1;
}

describe('a sound service runs on a Temporal server as in the simulator', () => {
  it.concurrent.each(sound)('%s', async (name, builder) => {
    const { plan } = compile(
      { document: builder.json },
      { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry },
    );
    const scenario = scenarioOf(name, builder);
    const { view, run, expected } = await playScenario(runtime, plan as Plan, scenario, builder.document.id);
    const told = (of: RunView, calls: readonly { key: string; attempt: number }[]) => ({
      status: of.status,
      error: of.error?.code,
      output: of.output,
      path: of.visits.map(({ key, status }) => `${key} ${status}`).sort(),
      cuts: of.visits
        .flatMap(({ key, output, cut }) => (cut === undefined ? [] : [{ key, output, bytes: cut.bytes }]))
        .sort(byKey),
      calls: calls.map(({ key, attempt }) => `${key} ${attempt}`).sort(),
    });
    const seen = runtime.seen.filter((call) => call.run === run);
    expect(told(view, seen)).toEqual(told(expected.view, expected.calls));
  });
});
