import type { Service } from '@omniroute/dsl';
import { isActivityFault } from '@omniroute/kind-sdk/activity';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createServices } from '../src/activities/services.ts';
import { subscribe } from '../src/storage/run-repository.ts';
import { serviceOf, startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

/** A service that waits for an answer at an address of its own and for a message about its order. */
const SHIP = serviceOf('ship', {
  inputs: { type: 'object', required: ['order'], properties: { order: { type: 'string' } } },
  outputs: { schema: { type: 'string' }, value: '${ input.order }' },
  messages: [{ name: 'packed', schema: { type: 'object', required: ['weight'] } }],
  nodes: [
    { id: 'answer', type: 'wait', config: { callback: { schema: { type: 'integer' } } } },
    { id: 'packed', type: 'wait', config: { message: { name: 'packed', correlation: '${ input.order }' } } },
  ],
  edges: [{ source: 'answer', target: 'packed' }],
});
const shop = (config: object, id = 'shop'): Service =>
  serviceOf(id, { nodes: [{ id: 'send', type: 'subflow', config: { input: { order: 'o-1' }, ...config } }] });

beforeEach(async () => {
  if ((await api.call('GET', '/api/v1/services/ship')).status === 404) await api.publish(SHIP);
});

const codes = (body: Record<string, unknown>) =>
  (body.diagnostics as { code: string; severity: string }[]).map(({ code, severity }) => `${code} ${severity}`);

/** The platform as an act of a run sees it that calls or starts a service. */
function servicesFor(run: string, key: string) {
  const { storage, sealed, blobs, newId, now } = api.deps;
  const work = {
    tenant: api.tenant,
    service: 'shop',
    version: 1,
    run,
    key,
    idempotencyKey: `${run}:${key}`,
    timeScale: 1,
  };
  return createServices({ storage, sealed, blobs, newId, now })(work);
}

async function startShop(): Promise<string> {
  await api.publish(shop({ service: 'ship' }));
  return (await api.call('POST', '/api/v1/services/shop/runs', { input: {} })).body.run_id as string;
}

it('a call of a service that is not published is a warning while one draws, and refused when it is published', async () => {
  const service = shop({ service: 'shipp' });
  const checked = await api.call('POST', '/api/v1/services/shop/check', { service });
  const refused = await api.publish(service);
  expect([checked.body.ok, codes(checked.body)]).toEqual([true, ['OR2010 warning']]);
  expect([refused.status, codes(refused.body)]).toEqual([422, ['OR2010 error']]);
  expect((refused.body.diagnostics as { did_you_mean: string }[])[0]?.did_you_mean).toBe('ship');
});

it('a call is held against the published version that it takes', async () => {
  const refused = await api.publish(shop({ service: 'ship', input: { order: 1 } }, 'wrong'));
  expect([refused.status, codes(refused.body)]).toEqual([422, ['OR4002 error']]);
  const itself = await api.publish(shop({ service: 'self', input: {} }, 'itself'));
  expect(codes(itself.body)).toEqual(['OR5031 error']);
});

it('a service may be called back only by a version that says how deep', async () => {
  const there = (config: object) => shop({ service: 'back', ...config }, 'there');
  const back = (config: object) => shop({ service: 'there', ...config }, 'back');
  await api.publish(serviceOf('back'));
  expect((await api.publish(there({}))).status).toBe(201);
  expect(codes((await api.publish(back({}))).body)).toEqual(['OR5031 error']);
  expect((await api.publish(back({ max_depth: 4 }))).status).toBe(201);
});

it('a call notes the version that it found, by which what comes from outside for it is judged', async () => {
  const run = await startShop();
  const found = await servicesFor(run, 'send#1:find').find({ service: 'ship', version: null });
  expect(found).toEqual({ service: 'ship', version: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  // An attempt that was lost finds again.
  expect(await servicesFor(run, 'send#1:find').find({ service: 'ship', version: null })).toEqual(found);
  const token = api.deps.callbacks.sign({ tenant: api.tenant, run, key: 'send#1/answer#1' });
  expect((await api.call('POST', `/callbacks/${token}`, '"no"', { 'content-type': 'application/json' })).status).toBe(
    422,
  );
  expect((await api.call('POST', `/callbacks/${token}`, '7', { 'content-type': 'application/json' })).status).toBe(200);
  const other = api.deps.callbacks.sign({ tenant: api.tenant, run, key: 'send#1/nothing#1' });
  expect((await api.call('POST', `/callbacks/${other}`, '7', { 'content-type': 'application/json' })).status).toBe(404);
});

it('a message for a called service is held against what the version that was found declares', async () => {
  const parcel = (schema: object) => ({ ...SHIP, id: 'parcel', messages: [{ name: 'packed', schema }] }) as Service;
  await api.publish(parcel({ type: 'object', required: ['weight'] }));
  await api.publish(shop({ service: 'parcel' }, 'sends'));
  const run = (await api.call('POST', '/api/v1/services/sends/runs', { input: {} })).body.run_id as string;
  await servicesFor(run, 'send#1:find').find({ service: 'parcel', version: null });
  await api.publish(parcel({ type: 'object' }));
  await api.deps.storage.inTenant(api.tenant, (trx) =>
    subscribe(trx, api.tenant, { name: 'packed', correlation: 'o-1', runId: run }),
  );
  const send = (id: string, payload: object) =>
    api.call('POST', '/api/v1/messages', { name: 'packed', correlation: 'o-1', payload, id });
  expect((await send('m-1', {})).status).toBe(422);
  expect((await send('m-2', { weight: 1 })).status).toBeLessThan(300);
});

it('a started service is a run of its own, one for each key of the effect, in the list of runs', async () => {
  const run = await startShop();
  const ask = { service: 'ship', version: null, input: { order: 'o-2' } };
  const first = await servicesFor(run, 'send#1').start(ask);
  expect(await servicesFor(run, 'send#1').start(ask)).toEqual(first);
  const second = await servicesFor(run, 'send#2').start(ask);
  expect(second).not.toEqual(first);
  const { items } = (await api.call('GET', '/api/v1/runs?service=ship')).body as { items: { id: string }[] };
  expect(items.map(({ id }) => ({ run_id: id }))).toEqual([second, first]);
});

it('what is refused is an error of the step', async () => {
  const services = servicesFor(await startShop(), 'send#1');
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => (isActivityFault(error) ? error.error.code : String(error)),
    );
  expect(await codeOf(services.start({ service: 'ship', version: null, input: 1 }))).toBe('validation.input');
  expect(await codeOf(services.start({ service: 'nowhere', version: null, input: 1 }))).toBe('poison');
  expect(await codeOf(services.find({ service: 'ship', version: 9 }))).toBe('poison');
});
