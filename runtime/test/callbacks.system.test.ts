import { CALLBACK } from '@omniroute/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliverMessages } from '../src/ingress/deliver-messages.ts';
import { serviceOf, startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
let service: number = 0;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

/** A run that waits for a callback, and the address that answers it. */
async function waiting(): Promise<{ run: string; address: string }> {
  service += 1;
  const id = `waits-${service}`;
  const schema = { type: 'object', required: ['ok'], properties: { ok: { type: 'boolean' } } };
  await api.publish(
    serviceOf(id, { nodes: [{ id: 'reply', type: 'wait', config: { callback: { schema }, timeout: 'PT1H' } }] }),
  );
  const { body } = await api.call('POST', `/api/v1/services/${id}/runs`, { input: {} });
  const run = String(body.run_id);
  return { run, address: `/callbacks/${api.deps.callbacks.sign({ tenant: api.tenant, run, key: 'reply#1' })}` };
}

async function deliver(): Promise<void> {
  const attempt = async (_: string, work: () => Promise<void>) => {
    await work();
    return true;
  };
  await deliverMessages({ ...api.deps, endOf: async () => null }, 100, attempt);
}

describe('the address of a wait', () => {
  it('takes an answer once, and hands it to the run', async () => {
    const { run, address } = await waiting();
    expect(await api.call('POST', address, { ok: true })).toMatchObject({ status: 200, body: { accepted: true } });
    expect(await api.call('POST', address, { ok: false })).toMatchObject({ status: 200, body: { accepted: true } });
    await deliver();
    expect(api.delivered.filter((each) => each.run === run)).toEqual([
      {
        run,
        id: `${run}:reply#1`,
        name: CALLBACK,
        correlation: 'reply#1',
        payload: { ok: true },
        received_at: api.clock.at,
      },
    ]);
  });

  it.each(['PUT', 'POST'] as const)('takes a form by %s and fields of the address by GET', async (method) => {
    const { address } = await waiting();
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await api.call(method, address, 'ok=yes', form)).toMatchObject({
      status: 422,
      body: { code: 'callback.payload' },
    });
    expect(await api.call('GET', `${address}?ok=yes`)).toMatchObject({
      status: 422,
      body: { code: 'callback.payload' },
    });
  });

  it('keeps what came while the workflow server was away', async () => {
    const { run, address } = await waiting();
    api.setDown(true);
    expect((await api.call('POST', address, { ok: true })).status).toBe(200);
    await expect(deliver()).rejects.toThrow('down');
    api.setDown(false);
    await deliver();
    expect(api.delivered.filter((each) => each.run === run).length).toBe(1);
  });

  it('says that it is too late once the run has ended, and still knows what it took before', async () => {
    const [late, answered] = [await waiting(), await waiting()];
    await api.call('POST', answered.address, { ok: true });
    await api.end(late.run);
    await api.end(answered.run);
    expect(await api.call('POST', late.address, { ok: true })).toMatchObject({
      status: 410,
      body: { code: 'callback.late' },
    });
    expect((await api.call('POST', answered.address, { ok: true })).status).toBe(200);
  });

  it('refuses a token that was changed, and tells nothing', async () => {
    const { address } = await waiting();
    const changed = `${address.slice(0, -3)}${address.endsWith('AAA') ? 'BBB' : 'AAA'}`;
    for (const wrong of [changed, '/callbacks/', '/callbacks/x', '/callbacks/x.y'])
      expect(await api.call('POST', wrong, { ok: true })).toMatchObject({
        status: 404,
        body: { code: 'callback.unknown' },
      });
  });
});
