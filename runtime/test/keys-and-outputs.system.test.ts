import { uuidv7 } from '@omniroute/server-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceOf, startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

describe('the keys of a tenant', () => {
  it('change on demand: the new one encrypts, the one before still decrypts', async () => {
    const { sealed } = api.deps;
    const before = await sealed.seal(api.tenant, 'old');
    const made = await api.call('POST', '/api/v1/keys');
    expect([made.status, made.body.active]).toEqual([201, true]);
    const after = await sealed.seal(api.tenant, 'new');
    const list = (await api.call('GET', '/api/v1/keys')).body.items as { id: string; active: boolean }[];
    expect(list.map(({ active }) => active)).toEqual([true, false]);
    expect(list[0]?.id).toBe(made.body.id);
    const idOf = (bytes: Buffer) => bytes.subarray(0, bytes.indexOf(0)).toString();
    expect([idOf(before), idOf(after)]).toEqual([list[1]?.id, list[0]?.id]);
    expect([await sealed.open(api.tenant, before), await sealed.open(api.tenant, after)]).toEqual(['old', 'new']);
    expect(await api.deps.keys.tenantOf(String(made.body.id))).toBe(api.tenant);
    expect(await api.deps.keys.tenantOf('nobody')).toBeNull();
  });
});

describe('a whole output', () => {
  const KEY = 'fetch#1.17';
  const page = (run: string, query: string) => api.call('GET', `/api/v1/runs/${run}/output?${query}`);
  let run: string;
  beforeAll(async () => {
    await api.publish(serviceOf('keeps'));
    const started = await api.call('POST', '/api/v1/services/keeps/runs', { input: {} });
    run = String(started.body.run_id);
  });

  it('is read in pages of its JSON text', async () => {
    const whole = { text: 'é'.repeat(10), list: [1, 2, 3] };
    await api.deps.blobs.keepOutput({ tenant: api.tenant, run }, KEY, whole);
    const pages: string[] = [];
    let next: unknown = 0;
    while (next !== null) {
      const { status, body } = await page(run, `key=${encodeURIComponent(KEY)}&offset=${next}&limit=7`);
      expect([status, body.total]).toEqual([200, 36]);
      pages.push(String(body.text));
      next = body.next;
    }
    expect([pages.length, JSON.parse(pages.join(''))]).toEqual([6, whole]);
  });

  it('that is not kept is told so, and so is a run that there is not', async () => {
    const missing = await page(run, 'key=other%231');
    expect([missing.status, missing.body.code]).toEqual([404, 'run.output_not_kept']);
    expect((await page(uuidv7(), 'key=other%231')).body.code).toBe('run.not_found');
    expect((await page(run, `key=a&limit=${1_000_000}`)).status).toBe(400);
  });

  it('and a large value are read alike; one that is missing is worth asking for again', async () => {
    const { '@ref': address } = await api.deps.blobs.keepValue({ tenant: api.tenant, run }, 'a large one');
    const value = await api.call('GET', `/api/v1/runs/${run}/values/${address}?offset=2&limit=5`);
    expect([value.status, value.body]).toEqual([200, { text: ' larg', offset: 2, total: 13, next: 7 }]);
    const missing = await api.call('GET', `/api/v1/runs/${run}/values/${'0'.repeat(64)}`);
    expect([missing.status, missing.body.code]).toEqual([503, 'codec.value_missing']);
  });
});
