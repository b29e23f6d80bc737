import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestSandbox, RUN, type TestSandbox } from '../testing/test-sandbox.ts';

let shop: TestSandbox;
beforeEach(async () => {
  shop = await openTestSandbox();
});
afterEach(() => shop.close());

const SMS = { channel: 'sms', to: '+2348030001001', text: 'Order o-1001 received' };
const summary = async (prefix = '') => (await shop.get(`/ledger/summary?prefix=${encodeURIComponent(prefix)}`)).body;
const effects = async (prefix = '') => (await shop.get(`/ledger?prefix=${encodeURIComponent(prefix)}`)).body.items;

const WRITES: readonly (readonly [kind: string, method: 'post' | 'patch', path: string, body: object])[] = [
  [
    'order.create',
    'post',
    '/orders',
    { customer: 'A', phone: '1', currency: 'XOF', lines: [{ sku: 'S', quantity: 1, unit_price: 5 }] },
  ],
  ['order.status', 'patch', '/orders/o-1001', { status: 'confirmed' }],
  ['stock.reserve', 'post', '/stock/reservations', { lines: [{ sku: 'COCOA-400', quantity: 1 }] }],
  ['payment.charge', 'post', '/payments', { method: 'card', amount: { amount: 100, currency: 'UGX' }, payer: 'tok' }],
  ['notification.send', 'post', '/notifications', SMS],
];

describe.each(WRITES)('%s', (kind, method, path, body) => {
  test('needs a key', async () => {
    const answer = await shop.sandbox.app.inject({
      method: method === 'post' ? 'POST' : 'PATCH',
      url: `/v1${path}`,
      headers: { host: 'localhost' },
      payload: body,
    });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'idempotency.missing']);
    expect((await summary()).totals).toEqual({ keys: 0, attempts: 0, effects: 0 });
  });

  test('answers its repetition with its first answer, and its ledger has one row', async () => {
    const first = await shop[method](path, 'k#1', body);
    shop.clock.advance(5);
    const second = await shop[method](path, 'k#1', body);
    expect([second.status, second.body, second.headers['idempotency-replayed']]).toEqual([
      first.status,
      first.body,
      'true',
    ]);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    const [row, ...others] = await effects();
    expect(others).toEqual([]);
    expect(row).toEqual({
      effect_id: row.effect_id,
      idempotency_key: `${RUN}k#1`,
      tenant: 'acme',
      service: 'shop',
      run: 'run-1',
      key: 'k#1',
      attempt: 1,
      payload_hash: row.payload_hash,
      kind,
      resource_id: row.resource_id,
      at: '2026-01-05T09:00:00.000Z',
    });
    expect((await summary()).items).toEqual([
      { idempotency_key: `${RUN}k#1`, effects: 1, attempts: 2, payload_hashes: [row.payload_hash], kinds: [kind] },
    ]);
  });
});

test('the order of fields does not make another request, a value does', async () => {
  await shop.post('/notifications', 'k#1', SMS);
  const turned = Object.fromEntries(Object.entries(SMS).reverse());
  expect((await shop.post('/notifications', 'k#1', turned)).status).toBe(201);
  const other = await shop.post('/notifications', 'k#1', { ...SMS, text: 'Order o-1002 received' });
  expect([other.status, other.body.code]).toEqual([422, 'idempotency.reused']);
  const [item] = (await summary()).items;
  expect([item.effects, item.attempts, item.payload_hashes.length]).toEqual([1, 3, 2]);
});

test('the same body at another address under one key is another request', async () => {
  await shop.patch('/orders/o-1001', 'k#1', { status: 'confirmed' });
  const other = await shop.patch('/orders/o-1002', 'k#1', { status: 'confirmed' });
  expect([other.status, other.body.code]).toEqual([422, 'idempotency.reused']);
  expect((await shop.get('/orders/o-1002')).body.status).toBe('placed');
});

test('what was refused is not remembered: the key may try again', async () => {
  const wanted = { lines: [{ sku: 'COCOA-400', quantity: 90 }] };
  await shop.post('/stock/reservations', 'first#1', wanted);
  const refused = await shop.post('/stock/reservations', 'second#1', wanted);
  await shop.post('/stock/releases', 'release#1', { effect_key: 'first#1' });
  const granted = await shop.post('/stock/reservations', 'second#1', wanted);
  expect([refused.status, granted.status]).toEqual([409, 201]);
  const [row] = await effects(`${RUN}second#1`);
  expect([row.attempt, (await summary(`${RUN}second#1`)).items[0].attempts]).toEqual([2, 2]);
});

test.each([
  ['three parts', 'acme:shop:run'],
  ['an empty part', 'acme::run:k#1'],
  ['no key', 'acme:shop:run:'],
  ['a space', 'acme:shop:run:k 1'],
  ['more than 1024 characters', `acme:shop:run:${'k'.repeat(1011)}`],
])('a key with %s is refused', async (_, key) => {
  const answer = await shop.post('/notifications', key, SMS);
  expect([answer.status, answer.body.code]).toEqual([400, 'idempotency.key']);
});

test('a key may hold colons, slashes and tildes', async () => {
  await shop.post('/notifications', 'acme:shop:run-1:ship#2/call_customer#1~2:open', SMS);
  const [row] = await effects();
  expect([row.run, row.key]).toEqual(['run-1', 'ship#2/call_customer#1~2:open']);
});

test('fifty equal requests at once have one effect', async () => {
  const url = await shop.sandbox.listen(0);
  const send = () =>
    fetch(`${url}/v1/payments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': `${RUN}charge#1` },
      body: JSON.stringify({ method: 'card', amount: { amount: 100, currency: 'KES' }, payer: 'tok' }),
    });
  const answers = await Promise.all(Array.from({ length: 50 }, send));
  const bodies = await Promise.all(answers.map((answer) => answer.text()));
  expect([new Set(answers.map((answer) => answer.status)), new Set(bodies).size]).toEqual([new Set([201]), 1]);
  expect(answers.filter((answer) => answer.headers.get('idempotency-replayed') === null)).toHaveLength(1);
  const [item] = (await summary()).items;
  expect([item.effects, item.attempts]).toEqual([1, 50]);
  expect((await shop.get('/ledger/money')).body.items[0].debits).toBe(100);
});

test('the ledger is read by prefix, page by page, each row once', async () => {
  for (const run of ['run-1', 'run-10', 'run-2']) {
    for (const key of ['a#1', 'b#1', 'c#1']) await shop.post('/notifications', `acme:shop:${run}:${key}`, SMS);
  }
  const read = async (path: string, name: 'key' | 'idempotency_key') => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await shop.get(`${path}?prefix=acme:shop:run-1:&limit=2${cursor}`);
      seen.push(...body.items.map((item: Record<string, string>) => item[name]));
      cursor = body.next === null ? '' : `&cursor=${body.next}`;
    } while (cursor !== '');
    return seen;
  };
  expect(await read('/ledger', 'key')).toEqual(['a#1', 'b#1', 'c#1']);
  expect(await read('/ledger/summary', 'idempotency_key')).toEqual(['a#1', 'b#1', 'c#1'].map((key) => RUN + key));
  expect((await summary('acme:shop:run-1')).totals).toEqual({ keys: 6, attempts: 6, effects: 6 });
  expect((await summary()).totals).toEqual({ keys: 9, attempts: 9, effects: 9 });
});

test('a cursor of another list is refused', async () => {
  const { next } = (await shop.get('/orders?limit=1')).body;
  for (const cursor of [next, 'x', Buffer.from('["ledger","1"]').toString('base64url')]) {
    const answer = await shop.get(`/ledger?cursor=${cursor}`);
    expect([answer.status, answer.body.code]).toEqual([400, 'request.cursor']);
  }
});
