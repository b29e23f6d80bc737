import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSecret } from '../src/codec/index.ts';
import { loadSecret, saveConnection } from '../src/storage/connection-repository.ts';
import { serviceOf, startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const put = (name: string, body: unknown) => api.call('PUT', `/api/v1/connections/${name}`, body);
const sealed = (name: string) => api.deps.storage.inTenant(api.tenant, (trx) => loadSecret(trx, api.tenant, name));

describe('a connection', () => {
  it('keeps a secret that the API never gives back', async () => {
    const shown = { name: 'paystack', type: 'paystack', class: 'public', base_url: null, hosts: [], has_secret: true };
    expect(await put('paystack', { type: 'paystack', secret: 'sk_live_1' })).toMatchObject({
      status: 200,
      body: shown,
    });
    const list = await api.call('GET', '/api/v1/connections');
    expect(list.body.items).toEqual([shown]);
    expect(JSON.stringify(list)).not.toContain('sk_live');
    const row = (await sealed('paystack')) as Buffer;
    expect(row.includes('sk_live')).toBe(false);
    expect(await openSecret(api.deps.sealed, api.tenant, 'paystack', row)).toBe('sk_live_1');
    await expect(openSecret(api.deps.sealed, api.tenant, 'other', row)).rejects.toMatchObject({
      code: 'codec.tampered',
    });
  });

  it('keeps its secret when it is left out, and loses it by null', async () => {
    await put('bank', { type: 'bank', secret: 'one' });
    const row = await sealed('bank');
    expect((await put('bank', { type: 'bank', base_url: 'https://bank.example.com' })).body.has_secret).toBe(true);
    expect(await sealed('bank')).toEqual(row);
    expect((await put('bank', { type: 'bank', secret: null })).body.has_secret).toBe(false);
  });

  it("of class local is the supervisor's alone", async () => {
    await api.deps.storage.inTenant(api.tenant, (trx) =>
      saveConnection(trx, api.tenant, {
        name: 'sandbox',
        type: 'commerce',
        class: 'local',
        baseUrl: 'http://127.0.0.1:4000',
        hosts: [],
      }),
    );
    const refusals = [
      await put('mine', { type: 'commerce', class: 'local', base_url: 'http://127.0.0.1:4000' }),
      await put('sandbox', { type: 'commerce', base_url: 'https://elsewhere.example.com' }),
      await api.call('DELETE', '/api/v1/connections/sandbox'),
    ];
    expect(refusals.map(({ status, body }) => [status, body.code])).toEqual(
      refusals.map(() => [403, 'connection.local']),
    );
  });

  it('that a published service uses can be neither removed nor become another type', async () => {
    await put('used', { type: 'bank' });
    await api.publish(serviceOf('uses-it', { connections: [{ name: 'used', type: 'bank' }] }));
    expect(await api.call('DELETE', '/api/v1/connections/used')).toMatchObject({
      status: 409,
      body: { code: 'connection.used', service: 'uses-it' },
    });
    expect((await put('used', { type: 'other' })).status).toBe(409);
    await api.call('PATCH', '/api/v1/services/uses-it', { status: 'archived' });
    expect((await api.call('DELETE', '/api/v1/connections/used')).status).toBe(204);
    expect(await api.call('DELETE', '/api/v1/connections/used')).toMatchObject({ status: 404 });
  });
});
