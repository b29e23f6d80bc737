import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceOf, startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi();
  const input = { type: 'object', required: ['order'], properties: { order: { type: 'string' } } };
  const keyed = {
    inputs: input,
    business_keys: { order: '${ input.order }', first: '${ input.order.substring(0, 1) }' },
  } as never;
  expect((await api.publish(serviceOf('keyed', keyed))).status).toBe(201);
  await api.publish(serviceOf('plain'));
});
afterAll(() => api.stop());

const started: Record<string, string> = {};
async function start(name: string, service: string, input: unknown): Promise<void> {
  const { body } = await api.call('POST', `/api/v1/services/${service}/runs`, { input });
  started[name] = String(body.run_id);
}

/** Names of the runs that a list has. */
async function listed(query: Record<string, string>): Promise<string[]> {
  const { status, body } = await api.call('GET', `/api/v1/runs?${new URLSearchParams(query)}`);
  expect([status, body.detail]).toEqual([200, undefined]);
  const names = Object.entries(started);
  return (body.items as { id: string }[]).map(({ id }) => names.find(([, run]) => run === id)?.[0] ?? id);
}

describe('runs are listed', () => {
  beforeAll(async () => {
    await start('a', 'keyed', { order: 'o-1' });
    api.clock.at += 60_000;
    await start('b', 'keyed', { order: 'o:2' });
    api.clock.at += 60_000;
    await start('plain', 'plain', {});
  });

  it('by a business key of their service, exactly, colons in the value included', async () => {
    expect(await listed({ business_key: 'order:o-1' })).toEqual(['a']);
    expect(await listed({ business_key: 'order:o:2' })).toEqual(['b']);
    expect(await listed({ business_key: 'first:o' })).toEqual(['b', 'a']);
    expect(await listed({ business_key: 'first:o-1' })).toEqual([]);
    expect(await listed({ business_key: 'order:' })).toEqual([]);
  });

  it('by a business key whatever data key is current', async () => {
    await api.call('POST', '/api/v1/keys');
    await start('c', 'keyed', { order: 'o-1' });
    expect(await listed({ business_key: 'order:o-1' })).toEqual(['c', 'a']);
  });

  it('by service, version and time of the start', async () => {
    expect(await listed({ service: 'plain' })).toEqual(['plain']);
    expect(await listed({ service: 'plain', version: '2' })).toEqual([]);
    expect(await listed({ until: '2026-01-05T09:01:00Z' })).toEqual(['a']);
    expect(await listed({ since: '2026-01-05T09:01:00Z', until: '2026-01-05T09:02:00Z' })).toEqual(['b']);
  });

  it('and a question that is not one is refused with its place', async () => {
    const refused = async (query: string) => {
      const { status, body } = await api.call('GET', `/api/v1/runs?${query}`);
      return [status, body.code];
    };
    expect(await refused('business_key=o-1')).toEqual([400, 'request.parameters']);
    expect(await refused('since=yesterday')).toEqual([400, 'request.parameters']);
    expect(await refused('status=happy')).toEqual([400, 'request.parameters']);
  });
});

it('what is stored of a business key tells nothing of it, and differs between tenants', async () => {
  const rows = await api.deps.storage.inTenant(api.tenant, (trx) =>
    trx
      .selectFrom('run')
      .select('business_keys')
      .where('id', '=', started.a ?? '')
      .execute(),
  );
  const of = (tenant: string, name: string, value: string) => api.deps.sealed.fingerprint(tenant, name, value);
  const stored = [await of(api.tenant, 'first', 'o'), await of(api.tenant, 'order', 'o-1')];
  expect(rows).toEqual([{ business_keys: stored }]);
  for (const hash of stored) expect(hash).toMatch(/^[0-9a-f]{32}$/);
  expect(await of('another', 'order', 'o-1')).not.toBe(stored[1]);
});
