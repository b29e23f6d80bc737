import { type RunEvent, viewOf } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeRun } from '../src/storage/run-repository.ts';
import { serviceOf, startTestApi, type TestApi } from './test-api.ts';

const ITEMS = 250;

let api: TestApi;
let run: string;

/** A run that went over many items, archived. */
beforeAll(async () => {
  api = await startTestApi();
  await api.publish(serviceOf('many'));
  run = String((await api.call('POST', '/api/v1/services/many/runs', { input: {} })).body.run_id);
  const keys = Array.from({ length: ITEMS }, (_, n) => `work#1.${n + 1}.1`);
  const events = keys.map(
    (key, n): RunEvent => ({ type: 'visit', node: 'work', key, status: 'completed', port: 'out', seq: n + 1, at: n }),
  );
  const archive = await api.deps.sealed.seal(api.tenant, { events, view: viewOf(events) } as unknown as Json);
  await api.deps.storage.inTenant(api.tenant, (trx) =>
    closeRun(trx, api.tenant, { id: run, status: 'completed', endStatus: null, endedAt: new Date(), archive }),
  );
});
afterAll(() => api.stop());

const get = (path: string) => api.call('GET', `/api/v1/runs/${run}/${path}`);

it('visits of a run of many items come in pages, each of them once', async () => {
  const seen: string[] = [];
  let pages = 0;
  for (let cursor = ''; ; ) {
    const { status, body } = await get(`visits?limit=100${cursor}`);
    expect(status).toBe(200);
    seen.push(...(body.items as { key: string }[]).map(({ key }) => key));
    pages += 1;
    if (body.next === null) break;
    cursor = `&cursor=${body.next}`;
  }
  expect([pages, seen.length, new Set(seen).size]).toEqual([3, ITEMS, ITEMS]);
});

it('one item is asked for by its iteration; what is no path is refused', async () => {
  const { body } = await get('visits?iteration=1.17&node=work');
  expect((body.items as { key: string }[]).map(({ key }) => key)).toEqual(['work#1.17.1']);
  expect((await get('visits?iteration=a')).status).toBe(400);
  expect((await get('visits?cursor=no')).status).toBe(400);
});

it('events come in pages too, and only the last page says that nothing follows', async () => {
  const first = (await get('events?limit=200')).body;
  expect([(first.events as unknown[]).length, first.last, first.closed]).toEqual([200, 200, false]);
  const second = (await get(`events?limit=200&after=${first.last}`)).body;
  expect([(second.events as unknown[]).length, second.last, second.closed]).toEqual([50, ITEMS, true]);
});
