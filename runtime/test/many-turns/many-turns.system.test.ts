import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { effectPlan } from '../effect-plan.ts';
import { startTestRuntime } from '../test-runtime.ts';
import { eventsWithChildren, playOnServer, viewOnServer } from './on-server.ts';
import { items, overItems } from './plans.ts';

type Runtime = Awaited<ReturnType<typeof startTestRuntime>>;

/** Give OMNIROUTE_TEST_ITEMS to play more. */
const ITEMS = Number(process.env.OMNIROUTE_TEST_ITEMS ?? 3_000);

let runtime: Runtime;

beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime?.stop());

describe('on a Temporal server', () => {
  it(`${ITEMS} items of a loop leave histories of bounded size, and a third of what a child workflow for each would cost`, async () => {
    const { run, output, cost } = await playOnServer(runtime, overItems(100), items(ITEMS));
    console.log(JSON.stringify(cost));
    expect(output).toBe(ITEMS);
    expect(cost.most_events).toBeLessThanOrEqual(4_096);
    expect(cost.most_bytes).toBeLessThanOrEqual(2_000_000);
    const byChildren = await eventsWithChildren(runtime, 100, 100);
    console.log(`${cost.events / ITEMS} events an item, ${byChildren} with a child for each`);
    expect(cost.events / ITEMS).toBeLessThanOrEqual(byChildren / 3);
    const { visits } = await viewOnServer(runtime, run);
    expect(visits.filter(({ status }) => status === 'completed').length).toBe(ITEMS + 1);
  });

  it('P25: ten thousand items of steps that only compute do not trip the deadlock detector', async () => {
    const plan = effectPlan({
      nodes: [
        { id: 'all', op: 'each', keep: { fields: { count: null } } },
        { id: 'double', op: 'set', value: '${ item * 2 }', parent: 'all' },
        { id: 'more', op: 'set', value: '${ [nodes.double, index].map(n, n + 1) }', parent: 'all' },
      ],
      output: { value: '${ nodes.all.count }' },
    });
    const { output, cost } = await playOnServer(runtime, plan, items(10_000));
    console.log(JSON.stringify(cost));
    expect(output).toBe(10_000);
    expect(cost.histories).toBe(1);
  });
});
