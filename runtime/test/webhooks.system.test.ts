import type { Service, WebhookConfig } from '@omniroute/dsl';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hmac, serviceOf, startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

/** Publishes a service that listens at its own id. */
function listen(id: string, config: Partial<WebhookConfig> = {}, parts: Partial<Service> = {}, more: object = {}) {
  const trigger = { id: 'called', type: 'webhook', config: { path: id, ...config }, ...more };
  return api.publish(serviceOf(id, { triggers: [trigger as never], ...parts }));
}
const inputOf = (run: unknown) => api.started.find((each) => each.facts.run === run)?.input;
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a webhook', () => {
  it('starts a run with what was sent, and answers once the run is durable', async () => {
    await listen('orders', {}, {}, { input: '${ event }' });
    api.setDown(true);
    const headers = { 'X-Shop': 'lagos', cookie: 'a=b', authorization: 'Bearer x', 'x-api-key': 'k' };
    const answer = await api.call('POST', '/hooks/acme/orders?page=2&tag=a&tag=b', { id: 7 }, headers);
    api.setDown(false);
    expect(answer).toMatchObject({ status: 202, body: { run_id: expect.any(String), deduplicated: false } });
    const run = await api.call('GET', `/api/v1/runs/${answer.body.run_id}`);
    const input = run.body.input as { headers: Record<string, string> };
    expect(input).toMatchObject({ data: { id: 7 }, query: { page: '2', tag: 'a,b' } });
    expect(input.headers).toMatchObject({ 'x-shop': 'lagos' });
    expect(
      Object.keys(input.headers).filter((name) => ['cookie', 'authorization', 'x-api-key'].includes(name)),
    ).toEqual([]);
  });

  it('reads forms and text as it reads JSON', async () => {
    await listen('ussd', { path: 'ussd/menu', method: 'PUT' });
    const sent = await api.call('PUT', '/hooks/acme/ussd/menu', 'sessionId=s1&text=1*2', form);
    expect(inputOf(sent.body.run_id)).toEqual({ sessionId: 's1', text: '1*2' });
    const text = await api.call('PUT', '/hooks/acme/ussd/menu', 'END', { 'content-type': 'text/plain' });
    expect(inputOf(text.body.run_id)).toBe('END');
  });

  it('makes one run of a key, and names it again', async () => {
    await listen('once', { dedupe_key: '${ event.data.id }' });
    const [first, again, other] = [
      await api.call('POST', '/hooks/acme/once', { id: 'a' }),
      await api.call('POST', '/hooks/acme/once', { id: 'a' }),
      await api.call('POST', '/hooks/acme/once', { id: 'b' }),
    ];
    expect(first.status).toBe(202);
    expect(again).toMatchObject({ status: 200, body: { run_id: first.body.run_id, deduplicated: true } });
    expect(other).toMatchObject({ status: 202, body: { deduplicated: false } });
  });

  it('that filters the event out makes no run', async () => {
    await listen('filtered', {}, {}, { when: '${ event.data.paid == true }' });
    expect(await api.call('POST', '/hooks/acme/filtered', { paid: false })).toMatchObject({
      status: 202,
      body: { run_id: null, deduplicated: false },
    });
  });

  it('refuses what does not fit, other methods, other addresses, and bodies it cannot read', async () => {
    await listen(
      'strict',
      {},
      { inputs: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } } },
      {
        input: { id: '${ event.data.id }' },
      },
    );
    const answers = [
      await api.call('POST', '/hooks/acme/strict', { id: 7 }),
      await api.call('PUT', '/hooks/acme/strict', { id: 'x' }),
      await api.call('POST', '/hooks/acme/nowhere', { id: 'x' }),
      await api.call('POST', '/hooks/other/strict', { id: 'x' }),
      await api.call('POST', '/hooks/acme/strict', '<a/>', { 'content-type': 'application/xml' }),
      await api.call('POST', '/hooks/acme/strict', '{', { 'content-type': 'application/json' }),
      await api.call('POST', '/hooks/acme/strict', 'x'.repeat(1_048_577), { 'content-type': 'text/plain' }),
    ];
    expect(answers[1]?.headers.allow).toBe('POST');
    expect(answers.map(({ status, body }) => `${status} ${body.code}`)).toEqual([
      '422 run.input',
      '405 webhook.method',
      '404 webhook.unknown',
      '404 webhook.unknown',
      '415 body.media_type',
      '400 json.invalid',
      '413 request.too_large',
    ]);
  });

  it('that asks for the result gets it, or the run when that takes too long', async () => {
    await listen('asks', { response: 'result', dedupe_key: '${ event.data.id }' });
    const pending = await api.call('POST', '/hooks/acme/asks', { id: 1 });
    expect(pending).toMatchObject({ status: 202, body: { run_id: expect.any(String) } });
    api.results.set(String(pending.body.run_id), { status: 'completed', output: { done: true } });
    expect(await api.call('POST', '/hooks/acme/asks', { id: 1 })).toMatchObject({
      status: 200,
      body: { run_id: pending.body.run_id, status: 'completed', output: { done: true } },
    });
    api.results.set(String(pending.body.run_id), { status: 'compensated', output: null });
    expect(await api.call('POST', '/hooks/acme/asks', { id: 1 })).toMatchObject({
      status: 422,
      body: { code: 'run.unsuccessful', run_id: pending.body.run_id, run_status: 'compensated' },
    });
  });
});

describe('a signed webhook', () => {
  const connections = [{ name: 'provider', type: 'provider' }];
  const body = JSON.stringify({ event: 'charge.success', data: { id: 302961, note: 'café' } });
  const call = (id: string, text: string, headers: Record<string, string>) =>
    api.call('POST', `/hooks/acme/${id}`, text, { 'content-type': 'application/json', ...headers });

  it('believes nobody until its secret is set, then only who has it, and each event once', async () => {
    await api.call('PUT', '/api/v1/connections/provider', { type: 'provider' });
    await listen('paystack', { signature: { scheme: 'paystack', secret: 'provider' } }, { connections });
    const signed = { 'x-paystack-signature': hmac('sha512', 'sk', body, 'hex') };
    expect(await call('paystack', body, signed)).toMatchObject({ status: 503, body: { code: 'webhook.unset' } });
    await api.call('PUT', '/api/v1/connections/provider', { type: 'provider', secret: 'sk' });
    const first = await call('paystack', body, signed);
    expect(first.status).toBe(202);
    expect(await call('paystack', body, signed)).toMatchObject({ status: 200, body: { run_id: first.body.run_id } });
    const refused = [await call('paystack', body, {}), await call('paystack', `${body} `, signed)];
    expect(refused.map((each) => [each.status, each.body.reason])).toEqual([
      [401, 'missing'],
      [401, 'mismatch'],
    ]);
    // What is not believed is not even read.
    expect(await call('paystack', '{', signed)).toMatchObject({ status: 401 });
  });

  it('shows no service the header that proves, nor the secret in any other', async () => {
    await api.call('PUT', '/api/v1/connections/provider', { type: 'provider', secret: 'top-secret' });
    const signature = { scheme: 'flutterwave', secret: 'provider' } as const;
    await listen('flutterwave', { signature }, { connections }, { input: '${ event.headers }' });
    const answer = await call('flutterwave', body, { 'verif-hash': 'top-secret', 'x-copy': 'is top-secret' });
    const seen = inputOf(answer.body.run_id) as Record<string, string>;
    expect(Object.keys(seen)).toContain('content-type');
    expect(JSON.stringify(seen)).not.toContain('top-secret');
  });

  it('of WhatsApp confirms its subscription to who knows the word agreed on', async () => {
    await api.call('PUT', '/api/v1/connections/wa', { type: 'whatsapp', secret: 'app-secret' });
    await api.call('PUT', '/api/v1/connections/wa_word', { type: 'whatsapp', secret: 'our word' });
    await listen(
      'whatsapp',
      { signature: { scheme: 'whatsapp', secret: 'wa', verify_token: 'wa_word' } },
      {
        connections: [
          { name: 'wa', type: 'whatsapp' },
          { name: 'wa_word', type: 'whatsapp' },
        ],
      },
    );
    const ask = (word: string) =>
      api.call('GET', `/hooks/acme/whatsapp?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${word}`);
    const confirmed = await ask('our%20word');
    expect([confirmed.status, confirmed.headers['content-type'], confirmed.body.text]).toEqual([
      200,
      'text/plain',
      '1158201444',
    ]);
    expect(await ask('another')).toMatchObject({ status: 401 });
    expect(await api.call('GET', '/hooks/acme/whatsapp')).toMatchObject({ status: 405 });
  });
});

describe('the address of a webhook', () => {
  it('belongs to one service; a second one is refused and nothing of it is published', async () => {
    await listen('first', { path: 'shared' });
    expect(await listen('second', { path: 'shared' })).toMatchObject({
      status: 409,
      body: { code: 'webhook.taken', service: 'first' },
    });
    expect((await api.call('GET', '/api/v1/services/second')).body.active_version).toBeNull();
    expect((await listen('third', { path: 'shared', method: 'PUT' })).status).toBe(201);
  });

  it('follows the active version, and is free again when its service is archived', async () => {
    await listen('moves', { path: 'old' });
    await listen('moves', { path: 'new' });
    const status = async (path: string) => (await api.call('POST', `/hooks/acme/${path}`, {})).status;
    expect([await status('old'), await status('new')]).toEqual([404, 202]);
    await api.call('PATCH', '/api/v1/services/moves', { active_version: 1 });
    expect([await status('old'), await status('new')]).toEqual([202, 404]);
    const { items } = (await api.call('GET', '/api/v1/services/moves/triggers')).body;
    expect(items).toEqual([
      { id: 'called', type: 'webhook', webhook: { path: '/hooks/acme/old', method: 'POST' }, schedule: null },
    ]);
    for (const { facts } of api.started) await api.end(facts.run);
    expect((await api.call('PATCH', '/api/v1/services/moves', { status: 'archived' })).status).toBe(200);
    expect(await status('old')).toBe(404);
    expect((await listen('heir', { path: 'old' })).status).toBe(201);
  });
});
