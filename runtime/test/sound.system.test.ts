import { scenarioOf, sound } from '@omniroute/testing/sound';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planOf } from './compile-service.ts';
import { playScenario } from './play-scenario.ts';
import { startTestRuntime } from './test-runtime.ts';
import { told } from './told.ts';

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;

beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.stop());

describe('a sound service runs on a Temporal server as in the simulator', () => {
  it.concurrent.each(sound)('%s', async (name, builder) => {
    const plan = planOf({ document: builder.json });
    const scenario = scenarioOf(name, builder);
    const { view, run, expected } = await playScenario(runtime, plan, scenario, builder.document.id);
    const seen = runtime.seen.filter((call) => call.run === run);
    expect(told(view, seen)).toEqual(told(expected.view, expected.calls));
  });
});
