import { invariantsOf, type State } from '@omniroute/engine';
import type { Plan, Scenario } from '@omniroute/plan';
import { uuidv7 } from '@omniroute/server-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { STATE_QUERY, workflowId } from '../../src/workflows/protocol.ts';
import { effectPlan } from '../effect-plan.ts';
import { startTestRuntime, TENANT } from '../test-runtime.ts';

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime({ dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 20 } });
});
afterAll(() => runtime.stop());

async function started(plan: Plan, scenario: Scenario): Promise<string> {
  const run = uuidv7();
  runtime.script(run, { plan, scenario, scale: 1, order: null });
  const facts = { run, tenant: TENANT, service: 'pitfalls', version: 1, started_at: Date.now(), trigger: 'manual' };
  await runtime.runs.start({ plan: runtime.stores.add(plan), facts, input: scenario.input ?? null, time_scale: 1 });
  return run;
}

const handle = (run: string) => runtime.client.workflow.getHandle(workflowId(TENANT, run));
const line = (steps: number) =>
  Array.from({ length: steps }, (_, index) => ({ id: `work_${index}`, op: 'act' as const }));

it('P8 messages that come before the run has done anything are lost to nobody', async () => {
  const ids = Array.from({ length: 12 }, (_, index) => `m-${index}`);
  const plan = effectPlan({
    messages: { m: true },
    variables: { got: { initial: [], merge: 'append' } },
    nodes: [
      { id: 'turns', op: 'while', times: ids.length, collect: '${ nodes.take.payload.id }' },
      { id: 'take', op: 'wait', parent: 'turns', on: { message: 'm', correlation: 'c' } },
    ],
    output: { value: '${ nodes.turns.items }' },
  });
  const run = await started(plan, { name: 'early', input: null });
  // The first workflow task may be under way, or not begun: nobody waits for it.
  await Promise.all(
    ids.map((id) =>
      runtime.runs.deliver(TENANT, run, { id, name: 'm', correlation: 'c', payload: { id }, received_at: Date.now() }),
    ),
  );
  const { output } = (await handle(run).result()) as { output: string[] };
  expect(output.toSorted()).toEqual(ids.toSorted());
});

it('P24 a query finds a whole state at any time, also right after the run went on in a fresh history', async () => {
  const plan = effectPlan({ nodes: line(24), output: { value: 'done' } });
  const run = await started(plan, { name: 'asked', input: null });
  let ended = false;
  const end = handle(run)
    .result()
    .then(() => {
      ended = true;
    });
  const wrong: string[] = [];
  let asked = 0;
  while (!ended) {
    const state = await handle(run).query<State>(STATE_QUERY);
    asked += 1;
    if (state.facts === null && state.clock > 0) wrong.push('a state that has begun and knows nothing of its run');
    if (state.facts !== null) wrong.push(...invariantsOf(plan, state));
  }
  await end;
  expect(wrong).toEqual([]);
  expect(asked).toBeGreaterThan(5);
  expect((await runtime.runs.histories(TENANT, run))?.length).toBeGreaterThan(2);
});

it('P20 what only does activities carries no workflow bundle, and every queue has such a worker', () => {
  const activities = runtime.workers.filter(({ does }) => does === 'activities');
  expect(activities.map(({ queue, bundle }) => [queue, bundle])).toEqual([
    ['omniroute-core', false],
    ['omniroute-integration', false],
    ['omniroute-ai', false],
    ['omniroute-batch', false],
  ]);
  expect(runtime.workers.filter(({ bundle }) => bundle)).toEqual([
    { queue: 'omniroute-core', does: 'workflows', bundle: true },
  ]);
});
