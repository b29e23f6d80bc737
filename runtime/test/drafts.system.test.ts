import type { Service } from '@omniroute/dsl';
import { isWrittenTogether } from '@omniroute/kind-sdk';
import { definitions } from '@omniroute/kinds/definitions';
import { applyOperations, type Origin, toService } from '@omniroute/shared-doc';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { serviceOf, startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const origin: Origin = { kind: 'person', now: () => 1 };
const isText = isWrittenTogether(definitions);
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const url = (id: string) => `/api/v1/services/${id}/draft`;

/** A page that has a draft open. */
async function open(id: string) {
  const doc = new Y.Doc();
  let document: string | undefined;
  let known: Uint8Array | undefined;
  const sync = async () => {
    const answer = await api.call('POST', url(id), {
      ...(document === undefined ? {} : { document }),
      state_vector: text(Y.encodeStateVector(doc)),
      ...(known === undefined ? {} : { update: text(Y.encodeStateAsUpdate(doc, known)) }),
    });
    if (answer.status === 200) {
      Y.applyUpdate(doc, Buffer.from(String(answer.body.update), 'base64'));
      document = String(answer.body.document);
      known = Buffer.from(String(answer.body.state_vector), 'base64');
    }
    return answer;
  };
  await sync();
  return {
    sync,
    service: () => toService(doc),
    edit: (...operations: Parameters<typeof applyOperations>[1]) => {
      const applied = applyOperations(doc, operations, origin, { isText });
      if (!applied.ok) throw new Error(applied.error.message);
    },
  };
}

async function created(service: Service): Promise<Service> {
  await api.call('POST', '/api/v1/services', { service });
  return service;
}

it('two pages that change a draft without seeing each other both keep what they did', async () => {
  const service = await created(serviceOf('both'));
  const [one, two] = [await open('both'), await open('both')];
  one.edit({ op: 'set_name', id: 'done', name: 'Mine' });
  two.edit({ op: 'add_node', node: { id: 'more', type: 'end' } });
  expect([(await one.sync()).status, (await two.sync()).status, (await one.sync()).status]).toEqual([200, 200, 200]);
  const merged = {
    ...service,
    nodes: [
      { ...service.nodes[0], name: 'Mine' },
      { id: 'more', type: 'end' },
    ],
  };
  expect([one.service(), two.service(), (await api.call('GET', url('both'))).body]).toEqual([merged, merged, merged]);
});

it('what says nothing new changes no revision, and a change that came twice is one', async () => {
  await created(serviceOf('quiet'));
  const page = await open('quiet');
  page.edit({ op: 'set_service', field: 'description', value: 'A word' });
  const revisions = [];
  for (let turn = 0; turn < 3; turn += 1) revisions.push((await page.sync()).body.revision);
  expect(revisions).toEqual([2, 2, 2]);
});

it('merge-on-the-base: many changes are kept through the snapshots that take their place (lightning#4175)', async () => {
  await created(serviceOf('long'));
  const page = await open('long');
  for (let turn = 1; turn <= 205; turn += 1) {
    page.edit({ op: 'set_service', field: 'description', value: `Version ${turn}` });
    await page.sync();
  }
  expect((await open('long')).service().description).toBe('Version 205');
  expect((await api.call('GET', url('long'))).headers.etag).toBe('"206"');
});

it('one-writer-path: a document set by the API reaches an open page as a difference, beside what the page did (lightning#4557, n8n#36335)', async () => {
  const service = await created(serviceOf('set'));
  const page = await open('set');
  page.edit({ op: 'add_node', node: { id: 'more', type: 'end' } });
  const stale = await api.call('PUT', url('set'), { ...service, description: 'Late' }, { 'if-match': '"7"' });
  const put = await api.call('PUT', url('set'), { ...service, description: 'Set' }, { 'if-match': '"1"' });
  expect([stale.status, put.status]).toEqual([412, 200]);
  await page.sync();
  expect(page.service()).toEqual({
    ...service,
    description: 'Set',
    nodes: [...service.nodes, { id: 'more', type: 'end' }],
  });
});

it('so does a document that is published in place of the draft', async () => {
  const service = await created(serviceOf('shipped'));
  const page = await open('shipped');
  expect((await api.publish({ ...service, description: 'Shipped' })).status).toBe(201);
  await page.sync();
  expect(page.service().description).toBe('Shipped');
});

it('draft-is-not-deployed: what is changed in a draft changes no version (langflow#11181)', async () => {
  const service = serviceOf('live');
  await api.publish(service);
  const page = await open('live');
  page.edit({ op: 'set_name', id: 'done', name: 'Only in the draft' });
  await page.sync();
  expect((await api.call('GET', '/api/v1/services/live/versions/1')).body).toEqual(service);
  expect((await api.call('GET', '/api/v1/services/live')).body).toMatchObject({ active_version: 1 });
});

it('a draft that becomes another document says so to pages that have the old one', async () => {
  const service = await created(serviceOf('other'));
  const page = await open('other');
  const twice = { ...service, nodes: [service.nodes[0], service.nodes[0]] };
  expect((await api.call('PUT', url('other'), twice, { 'if-match': '"1"' })).status).toBe(200);
  expect((await page.sync()).body).toMatchObject({ status: 422, code: 'draft.unclear' });
  expect((await api.call('PUT', url('other'), service, { 'if-match': '"2"' })).status).toBe(200);
  expect((await page.sync()).body).toMatchObject({ status: 409, code: 'draft.replaced' });
  expect((await open('other')).service()).toEqual(service);
});

it('a name that is being typed is saved, and lists go on showing the last one', async () => {
  await created(serviceOf('named'));
  const page = await open('named');
  page.edit({ op: 'set_service', field: 'name', value: '' });
  const synced = await page.sync();
  expect([synced.status, (await api.call('GET', url('named'))).body.name]).toEqual([200, '']);
  expect((await api.call('GET', '/api/v1/services/named')).body.name).toBe('Some service');
});

it('what is no change of a document, of no service, or of an archived one is refused', async () => {
  await created(serviceOf('closed'));
  const page = await open('closed');
  const vector = text(Y.encodeStateVector(new Y.Doc()));
  const bad = await api.call('POST', url('closed'), { state_vector: vector, update: text(new Uint8Array([9, 9, 9])) });
  expect(bad.body).toMatchObject({ status: 400, code: 'document.bad_update' });
  expect((await api.call('POST', url('nowhere'), { state_vector: vector })).status).toBe(404);
  await api.call('PATCH', '/api/v1/services/closed', { status: 'archived' });
  expect((await page.sync()).status).toBe(200);
  page.edit({ op: 'set_service', field: 'description', value: 'Too late' });
  expect((await page.sync()).body).toMatchObject({ status: 409, code: 'service.archived' });
});
