import { uuidv7 } from '@omniroute/server-kit';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { workflowId } from '../src/workflows/protocol.ts';
import { SEARCH_ATTRIBUTES } from '../src/workflows/search-attributes.ts';
import { effectPlan } from './effect-plan.ts';
import { startTestRuntime, TENANT } from './test-runtime.ts';

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  // Some continue-as-new on the way: what is searched for goes along.
  runtime = await startTestRuntime({ dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 20 } });
});
afterAll(() => runtime.stop());

const PERSON = '+254 700 000 001';
const plan = effectPlan({
  nodes: Array.from({ length: 12 }, (_, index) => ({
    id: `work_${index}`,
    op: 'act',
    input: { to: '${ input.phone }' },
  })),
});

it('P15 attributes carry tenant, service, version, status and hashes, no personal data, and are not upserted per node', async () => {
  const run = uuidv7();
  runtime.script(run, { plan, scenario: { name: 'all well', input: { phone: PERSON } }, scale: 1, order: null });
  const facts = { run, tenant: TENANT, service: 'notify', version: 3, started_at: Date.now(), trigger: 'manual' };
  const args = { plan: runtime.stores.add(plan), facts, input: { phone: PERSON }, time_scale: 1 };
  await runtime.runs.start(args, ['0123456789abcdef0123456789abcdef']);
  await runtime.client.workflow.getHandle(workflowId(TENANT, run)).result();
  const { typedSearchAttributes } = await runtime.client.workflow.getHandle(workflowId(TENANT, run)).describe();
  const ours = SEARCH_ATTRIBUTES.map((name) => [
    name,
    typedSearchAttributes.get(defineSearchAttributeKey(name, SearchAttributeType.KEYWORD)),
  ]);
  expect(Object.fromEntries(ours)).toEqual({
    TenantId: TENANT,
    ServiceId: 'notify',
    ServiceVersion: '3',
    RunStatus: 'completed',
    BusinessKey1: '0123456789abcdef0123456789abcdef',
    BusinessKey2: undefined,
    BusinessKey3: undefined,
  });
  const histories = (await runtime.runs.histories(TENANT, run)) ?? [];
  expect(histories.length).toBeGreaterThan(1);
  const upserts = histories.flat().filter((event) => event.upsertWorkflowSearchAttributesEventAttributes != null);
  expect(upserts).toHaveLength(1);
  expect(JSON.stringify(histories)).not.toContain(PERSON);
});
