import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CallbackReceiver, openCallbackReceiver, type Received } from '../testing/callback-receiver.ts';
import { openTestSandbox, type TestSandbox } from '../testing/test-sandbox.ts';

let shop: TestSandbox;
let caller: CallbackReceiver;
beforeEach(async () => {
  shop = await openTestSandbox();
  caller = await openCallbackReceiver();
});
afterEach(async () => {
  await shop.close();
  await caller.close();
});

const NGN = (amount: number) => ({ amount, currency: 'NGN' });
const charge = (over: object = {}, key = 'charge#1') =>
  shop.post('/payments', key, {
    method: 'mobile_money',
    amount: NGN(500_000),
    payer: '+2348030001001',
    order_id: 'o-1001',
    reference: 'inv-7',
    callback_url: caller.url,
    ...over,
  });
const list = async () => (await shop.get('/callbacks')).body.items;
/** Waits until all callbacks are as far as they come without time. */
const settled = async (...wanted: string[]) => {
  for (;;) {
    const statuses = (await list()).map(
      (item: { status: string; attempts: number }) => `${item.status} ${item.attempts}`,
    );
    if (JSON.stringify(statuses) === JSON.stringify(wanted)) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
};
const told = ({ text }: Received) => {
  const { event, data } = JSON.parse(text);
  return `${event} ${data.status}`;
};
const script = async (sequence: readonly object[], match: object = { callback: '*' }) => {
  expect((await shop.post('/faults', null, { match, sequence })).status).toBe(201);
};
const signed = ({ headers, text }: Received, secret = 'sk_sandbox_omniroute') =>
  headers['x-paystack-signature'] === createHmac('sha512', secret).update(text).digest('hex');

test('when a payment ends by itself its caller is told, signed over the raw body', async () => {
  const { id } = (await charge()).body;
  await shop.clock.untilAsleep();
  expect(caller.received).toEqual([]);
  shop.clock.advance(1000);
  const [callback] = await caller.until(1);
  expect([callback!.path, callback!.headers['content-type'], signed(callback!), signed(callback!, 'other')]).toEqual([
    '/callbacks/t0ken',
    'application/json',
    true,
    false,
  ]);
  expect(JSON.parse(callback!.text)).toEqual({
    event: 'charge.success',
    data: {
      id,
      reference: 'inv-7',
      status: 'success',
      amount: 500_000,
      currency: 'NGN',
      requested_amount: 500_000,
      channel: 'mobile_money',
      gateway_response: null,
      metadata: { order_id: 'o-1001' },
      updated_at: '2026-01-05T09:00:01.000Z',
    },
  });
  await settled('delivered 1');
});

test.each([
  ['at once', { method: 'card' }, 0, ['charge.success success']],
  ['as a failure', { payer: '+2348000000002' }, 0, ['charge.failed failed']],
  ['in part', { payer: '+2348000000008' }, 1000, ['charge.success success']],
])('a payment that ends %s is told too', async (_, over, ms, wanted) => {
  await charge(over);
  if (ms > 0) await shop.clock.untilAsleep();
  shop.clock.advance(ms);
  expect((await caller.until(1)).map(told)).toEqual(wanted);
});

test('what becomes of a payment by hand is told, and that it went back whole', async () => {
  const { id } = (await charge({ payer: '+2348000000005' })).body;
  await shop.post(`/payments/${id}/settle`, 'settle#1', { status: 'failed' });
  await caller.until(1);
  await shop.post(`/payments/${id}/settle`, 'settle#2', { status: 'succeeded' });
  await caller.until(2);
  await shop.post('/refunds', 'refund#1', { payment_id: id, amount: 1 });
  await shop.post('/refunds', 'refund#2', { payment_id: id });
  expect((await caller.until(3)).map(told)).toEqual([
    'charge.failed failed',
    'charge.success success',
    'refund.processed processed',
  ]);
});

test('two collections under one reference are told as two', async () => {
  await charge({ payer: '+2348000000011' });
  await shop.clock.untilAsleep();
  shop.clock.advance(2000);
  const ids = (await caller.until(2)).map(({ text }) => JSON.parse(text).data.id);
  expect(new Set(ids).size).toBe(2);
});

test('a callback is repeated, later each time, until it is taken', async () => {
  caller.answer(500, 302);
  await charge({ method: 'card' });
  await settled('pending 1');
  shop.clock.advance(999);
  expect((await list())[0]).toMatchObject({ last_status: 500, next_at: '2026-01-05T09:00:01.000Z' });
  shop.clock.advance(1);
  await settled('pending 2');
  shop.clock.advance(2000);
  await settled('delivered 3');
  const [first, ...repeated] = caller.received.map(({ text }) => text);
  expect(repeated).toEqual([first, first]);
});

test('what nobody takes is given up after six attempts', async () => {
  await caller.close();
  await charge({ method: 'card' });
  for (const [attempts, pause] of [1000, 2000, 5000, 15_000, 60_000].entries()) {
    await settled(`pending ${attempts + 1}`);
    shop.clock.advance(pause);
  }
  await settled('given_up 6');
  expect((await list())[0]).toMatchObject({ last_status: null, last_error: 'ECONNREFUSED', next_at: null });
  caller = await openCallbackReceiver();
});

test('what was not taken survives the end of the sandbox', async () => {
  caller.answer(503);
  await charge({ method: 'card' });
  await settled('pending 1');
  await shop.sandbox.close();
  const next = await openTestSandbox({ folder: shop.folder });
  next.clock.advance(1000);
  await caller.until(2);
  expect(caller.received[1]).toEqual(caller.received[0]);
  await next.close();
  shop = await openTestSandbox({ folder: shop.folder });
});

test.each([
  'http://10.0.0.1:8080/x',
  'http://127.0.0.2:8080/x',
  'https://127.0.0.1/x',
  'http://localhost.example/x',
  'http://user@127.0.0.1/x',
  'file:///etc/passwd',
  '/x',
])('the sandbox does not call %s', async (callback_url) => {
  const answer = await charge({ callback_url });
  expect([answer.status, answer.body.code, answer.body.url]).toEqual([422, 'callback.refused', callback_url]);
  expect((await shop.get('/payments')).body.items).toEqual([]);
});

test('a callback goes to this machine by its name too', async () => {
  await charge({ method: 'card', callback_url: caller.url.replace('127.0.0.1', 'localhost') });
  expect((await caller.until(1)).map(told)).toEqual(['charge.success success']);
});

describe('faults', () => {
  test('a duplicate is sent once more, the same to the byte', async () => {
    await script([{ kind: 'duplicate' }]);
    await charge({ method: 'card' });
    await settled('delivered 1', 'pending 0');
    shop.clock.advance(1000);
    const [first, second] = await caller.until(2);
    expect([second, first!.headers['x-paystack-signature']]).toEqual([first, second!.headers['x-paystack-signature']]);
  });

  test('a missing one is never sent, and the status query tells what became of the payment', async () => {
    await script([{ kind: 'missing' }]);
    const { id } = (await charge({ method: 'card' })).body;
    await settled('dropped 0');
    expect([caller.received, (await shop.get(`/payments/${id}`)).body.status]).toEqual([[], 'succeeded']);
  });

  test('a late one comes when it comes', async () => {
    await script([{ kind: 'late', ms: 30_000 }]);
    await charge({ method: 'card' });
    await shop.clock.untilAsleep();
    expect(caller.received).toEqual([]);
    shop.clock.advance(30_000);
    expect((await caller.until(1)).map(told)).toEqual(['charge.success success']);
  });

  test.each([
    ['wrong', ['charge.failed failed', 'charge.success success']],
    ['right', ['charge.success success', 'charge.failed failed']],
  ])('two contradict each other, the %s one first; the payment is what it is', async (first, wanted) => {
    await script([{ kind: 'contradict', first }]);
    const { id } = (await charge({ method: 'card' })).body;
    await settled('delivered 1', 'pending 0');
    shop.clock.advance(1000);
    expect((await caller.until(2)).map(told)).toEqual(wanted);
    expect((await shop.get(`/payments/${id}`)).body.status).toBe('succeeded');
  });

  test('a wrong signature is wrong at every attempt', async () => {
    await script([{ kind: 'wrong_signature' }]);
    caller.answer(401);
    await charge({ method: 'card' });
    await settled('pending 1');
    shop.clock.advance(1000);
    expect((await caller.until(2)).map((callback) => signed(callback))).toEqual([false, false]);
  });

  test.each([
    ['a card', { method: 'card' }, 'succeeded'],
    ['mobile money', {}, 'pending'],
  ])('a callback can arrive before the answer to the charge of %s', async (_, over, answered) => {
    await script([{ kind: 'before_response' }]);
    const answer = await charge(over);
    expect([answer.body.status, caller.received.map(told)]).toEqual([answered, ['charge.success success']]);
    expect((await shop.get(`/payments/${answer.body.id}`)).body.status).toBe('succeeded');
  });

  test('a script chooses by event, by reference, by payer and by the key of the charge', async () => {
    for (const match of [
      { callback: 'charge.failed' },
      { callback: '*', reference: 'inv-8' },
      { callback: '*', payer: 'other' },
      { callback: '*', key_prefix: 'acme:shop:run-2' },
    ]) {
      await script([{ kind: 'missing' }], match);
    }
    await charge({ method: 'card' });
    await charge({ payer: '+2348000000002' }, 'charge#2');
    await charge({ method: 'card', reference: 'inv-8' }, 'charge#3');
    await charge({ method: 'card', payer: 'other' }, 'charge#4');
    await charge({ method: 'card' }, 'acme:shop:run-2:charge#5');
    await settled('delivered 1', ...Array.from({ length: 4 }, () => 'dropped 0'));
  });

  test('a script for callbacks hits no request, and one for requests no callback', async () => {
    await script([{ kind: 'missing' }]);
    const status = { kind: 'status', status: 503 };
    await script([status], { path: '/v1/payments' });
    expect([(await charge({ method: 'card' })).status, (await charge({ method: 'card' })).status]).toEqual([503, 201]);
    await settled('dropped 0');
  });

  test('by chance, the same seed gives the same callbacks to the same keys, in whatever order they are charged', async () => {
    const run = async (seed: number, keys: readonly number[]) => {
      const own = await openTestSandbox();
      const faults = [{ kind: 'missing' }, { kind: 'duplicate' }];
      await own.post('/faults', null, { match: { callback: '*' }, seed, rate: 0.5, faults });
      const body = { method: 'card', amount: NGN(1), payer: 'tok', callback_url: caller.url };
      for (const n of keys) await own.post('/payments', `charge#${n}`, { ...body, reference: `r-${n}` });
      const { items } = (await own.get('/callbacks?limit=1000')).body;
      await own.close();
      return items.map(({ reference, fault }: Record<string, string>) => `${reference} ${fault}`).sort();
    };
    const keys = Array.from({ length: 40 }, (_, n) => n);
    const first = await run(7, keys);
    expect(await run(7, keys.toReversed())).toEqual(first);
    expect(await run(8, keys)).not.toEqual(first);
    expect(new Set(first.map((line: string) => line.split(' ')[1]))).toEqual(new Set(['null', 'missing', 'duplicate']));
  });
});
