import { afterAll, beforeAll, expect, it } from 'vitest';
import { effectPlan } from './effect-plan.ts';
import { playScenario } from './play-scenario.ts';
import { startTestRuntime, TENANT } from './test-runtime.ts';

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;

beforeAll(async () => {
  runtime = await startTestRuntime({
    maxCachedWorkflows: 0,
    dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 20 },
  });
});
afterAll(() => runtime.stop());

/** A service of many steps that says which version it is. */
function long(mark: string) {
  const steps = Array.from({ length: 8 }, (_, index) => ({ id: `s${index}`, op: 'act' }) as const);
  return effectPlan({
    output: { value: mark },
    nodes: [...steps, { id: 'hold', op: 'wait', on: { duration: 'PT5S' } }, { id: 'last', op: 'act' }],
  });
}

it('an open call is carried into a fresh history with the version that it found, whatever is published meanwhile', async () => {
  runtime.publish('ship', 1, long('first'));
  const caller = effectPlan({
    nodes: [
      { id: 'ship', op: 'call', service: 'ship' },
      { id: 'then', op: 'call', service: 'ship' },
    ],
    output: { value: ['${ nodes.ship }', '${ nodes.then }'] },
  });
  const playing = playScenario(runtime, caller, { name: 'long', input: 'o-1' }, 'shop');
  await expect.poll(() => runtime.seen.some(({ key }) => key === 'ship#1/s3#1'), { timeout: 60_000 }).toBe(true);
  runtime.publish('ship', 2, long('second'));
  const { view, run } = await playing;
  expect(view).toMatchObject({ status: 'completed', output: ['first', 'second'] });
  const histories = (await runtime.runs.histories(TENANT, run)) ?? [];
  expect(histories.length).toBeGreaterThan(2);
  // Every effect happened once, the second call's under keys of its own.
  expect(runtime.seen.map(({ key }) => key).sort()).toEqual(
    ['ship', 'then'].flatMap((call) => [
      `${call}#1/last#1`,
      ...Array.from({ length: 8 }, (_, n) => `${call}#1/s${n}#1`),
    ]),
  );
});
