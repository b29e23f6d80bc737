import type { Plan } from '@omniroute/plan';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadPlan } from '../src/storage/version-repository.ts';
import { serviceOf, startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const url = (service: string, node: string) => `/api/v1/services/${service}/steps/${node}/attempts`;
const input = { method: 'GET', url: '/v1/orders/o-1' };
const asked = { input, really: true };
const calling = (id: string) =>
  serviceOf(id, {
    connections: [{ name: 'shop', type: 'http' }],
    nodes: [
      {
        id: 'look',
        type: 'http_request',
        config: { connection: 'shop', method: 'GET', url: '/v1/orders/o-1' },
        retry_policy: { maximum_attempts: 5 },
      },
      { id: 'after', type: 'transform', config: { output: 1 } },
    ],
    edges: [{ source: 'look', target: 'after' }],
  });

it('a step is done as a run of nothing but itself, once, under a key of its own', async () => {
  await api.call('POST', '/api/v1/services', { service: calling('alone') });
  const unbound = await api.call('POST', url('alone', 'look'), asked);
  expect([unbound.status, unbound.body.code, api.started]).toEqual([422, 'version.unbound', []]);

  const shop = { type: 'http', base_url: 'https://shop.example' };
  expect((await api.call('PUT', '/api/v1/connections/shop', shop)).status).toBeLessThan(300);
  const [one, two] = [
    await api.call('POST', url('alone', 'look'), asked),
    await api.call('POST', url('alone', 'look'), asked),
  ];
  expect([one.status, two.status, api.started.length]).toEqual([200, 200, 2]);
  const [first] = api.started;
  const run = String(one.body.run_id);
  expect(one.body).toMatchObject({ status: 'running', idempotency_key: `${api.tenant}:alone:${run}:look#1` });
  expect(first?.facts).toMatchObject({ run, service: 'alone', version: 0, tenant: api.tenant });
  expect(one.body.run_id).not.toBe(two.body.run_id);
  const body = await api.deps.storage.inTenant(api.tenant as never, (trx) =>
    loadPlan(trx, api.tenant, first?.plan ?? ''),
  );
  const { nodes, options } = JSON.parse(body ?? '{}') as Plan;
  expect(nodes.map((node) => [node.id, node.op === 'act' ? node.call.input : null])).toEqual([
    ['look', { value: input, holes: [] }],
  ]);
  expect(options.map(({ retry }) => retry)).toEqual([[]]);
  const runs = await api.call('GET', '/api/v1/runs');
  expect(runs.body.items).toEqual([]);
});

it('a step is not done without saying that it is for real, nor where there is nothing to do', async () => {
  await api.call('POST', '/api/v1/services', { service: calling('refused') });
  await api.call('POST', '/api/v1/services', {
    service: serviceOf('broken', { nodes: [{ id: 'look', type: 'transform', config: { out: 1 } }] }),
  });
  const before = api.started.length;
  const answers = [
    await api.call('POST', url('refused', 'look'), { input }),
    await api.call('POST', url('refused', 'look'), { input, really: false }),
    await api.call('POST', url('refused', 'after'), asked),
    await api.call('POST', url('refused', 'nowhere'), asked),
    await api.call('POST', url('broken', 'look'), asked),
    await api.call('POST', url('missing', 'look'), asked),
  ];
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
    [422, 'request.invalid'],
    [422, 'request.invalid'],
    [422, 'step.no_effect'],
    [422, 'step.no_effect'],
    [422, 'step.unsound'],
    [404, 'service.not_found'],
  ]);
  expect(api.started.length).toBe(before);
});

it('what came of a step that was never done is not found', async () => {
  const run = '00000000-0000-7000-8000-000000000000';
  const answer = await api.call('GET', `${url('alone', 'look')}/${run}`);
  expect([answer.status, answer.body.code]).toEqual([404, 'step.no_attempt']);
});
