import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestSandbox, RUN, type TestSandbox } from '../testing/test-sandbox.ts';

let shop: TestSandbox;
beforeEach(async () => {
  shop = await openTestSandbox();
});
afterEach(() => shop.close());

const SMS = { channel: 'sms', to: '+2348030001001', text: 'Order o-1001 received' };

test('a notification answers its id alone, and is kept as it was sent with the key it came under', async () => {
  const sent = await shop.post('/notifications', 'send_sms#1', SMS);
  expect([sent.status, Object.keys(sent.body)]).toEqual([201, ['id']]);
  expect((await shop.get(`/notifications/${sent.body.id}`)).body).toEqual({
    id: sent.body.id,
    idempotency_key: `${RUN}send_sms#1`,
    ...SMS,
    created_at: '2026-01-05T09:00:00.000Z',
  });
});

test.each(['sms', 'email', 'whatsapp', 'push'])('%s is a channel', async (channel) => {
  const sent = await shop.post('/notifications', 'send#1', { ...SMS, channel, subject: 'Order' });
  expect(sent.status).toBe(201);
});

test('a template with its data stands in for the text, but one of the two is needed', async () => {
  const { text: _, ...bare } = SMS;
  const templated = await shop.post('/notifications', 'send#1', { ...bare, template: 'welcome', data: { n: 1 } });
  expect((await shop.get(`/notifications/${templated.body.id}`)).body.data).toEqual({ n: 1 });
  const empty = await shop.post('/notifications', 'send#2', bare);
  expect([empty.status, empty.body.errors]).toEqual([
    422,
    [{ pointer: '/text', message: 'must be given, or "template"' }],
  ]);
});

test('a misfit names its field', async () => {
  const answer = await shop.post('/notifications', 'send#1', { ...SMS, channel: 'pigeon', colour: 'red' });
  const pointers = answer.body.errors.map((error: { pointer: string }) => error.pointer);
  expect([answer.status, answer.body.code, pointers.sort()]).toEqual([422, 'request.invalid', ['/channel', '/colour']]);
});

test('notifications are listed by recipient and channel, page by page', async () => {
  for (const key of ['a', 'b', 'c']) await shop.post('/notifications', `${key}#1`, SMS);
  await shop.post('/notifications', 'd#1', { ...SMS, channel: 'email', to: 'shop@example.com' });
  const first = (await shop.get(`/notifications?to=${encodeURIComponent(SMS.to)}&limit=2`)).body;
  const second = (await shop.get(`/notifications?to=${encodeURIComponent(SMS.to)}&limit=2&cursor=${first.next}`)).body;
  const keys = [...first.items, ...second.items].map((item: { idempotency_key: string }) => item.idempotency_key);
  expect([keys, second.next]).toEqual([[`${RUN}a#1`, `${RUN}b#1`, `${RUN}c#1`], null]);
  expect((await shop.get('/notifications?channel=email')).body.items).toHaveLength(1);
});

test('a notification that is not there is said to be not there', async () => {
  const answer = await shop.get('/notifications/ntf_0');
  expect([answer.status, answer.body.code]).toEqual([404, 'notification.not_found']);
});
