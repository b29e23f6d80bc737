import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestSandbox, type TestSandbox } from '../testing/test-sandbox.ts';

let shop: TestSandbox;
beforeEach(async () => {
  shop = await openTestSandbox();
});
afterEach(() => shop.close());

const KIOSK = {
  id: 'o-2001',
  customer: 'Corner kiosk',
  phone: '+2348030002001',
  currency: 'NGN',
  lines: [
    { sku: 'SALT-IOD-1KG', quantity: 3, unit_price: 1050 },
    { sku: 'TEA-BLACK-100', quantity: 1, unit_price: 999 },
  ],
};

test('an order is priced in minor units from its lines and can be read again', async () => {
  const placed = await shop.post('/orders', 'place#1', KIOSK);
  const ngn = (amount: number) => ({ amount, currency: 'NGN' });
  expect([placed.status, placed.body]).toEqual([
    201,
    {
      id: 'o-2001',
      customer: 'Corner kiosk',
      phone: '+2348030002001',
      status: 'placed',
      lines: [
        { sku: 'SALT-IOD-1KG', quantity: 3, unit_price: ngn(1050), total: ngn(3150) },
        { sku: 'TEA-BLACK-100', quantity: 1, unit_price: ngn(999), total: ngn(999) },
      ],
      total: ngn(4149),
      created_at: '2026-01-05T09:00:00.000Z',
      updated_at: '2026-01-05T09:00:00.000Z',
    },
  ]);
  expect((await shop.get('/orders/o-2001')).body).toEqual(placed.body);
});

test('an order without an id gets one, and an id is taken once', async () => {
  const { id: _, ...unnamed } = KIOSK;
  const made = await shop.post('/orders', 'place#1', unnamed);
  expect(made.body.id).toMatch(/^ord_[0-9a-f]{20}$/);
  await shop.post('/orders', 'place#2', KIOSK);
  const again = await shop.post('/orders', 'place#3', KIOSK);
  expect([again.status, again.body.code]).toEqual([409, 'order.exists']);
});

test('a total that is no exact small amount is refused', async () => {
  const lines = [{ sku: 'X', quantity: 100_000, unit_price: 100_000_000_000 }];
  const answer = await shop.post('/orders', 'place#1', { ...KIOSK, lines });
  expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/lines']);
});

const STATUSES = ['placed', 'confirmed', 'dispatched', 'delivered', 'cancelled'];
const WAYS: Readonly<Record<string, readonly string[]>> = {
  placed: [],
  confirmed: ['confirmed'],
  dispatched: ['confirmed', 'dispatched'],
  delivered: ['confirmed', 'dispatched', 'delivered'],
  cancelled: ['cancelled'],
};
const ALLOWED = [
  'placed confirmed',
  'placed cancelled',
  'confirmed dispatched',
  'confirmed cancelled',
  'dispatched delivered',
];

test.each(STATUSES)('an order that is %s moves on as goods do, and no other way', async (from) => {
  const seen: string[] = [];
  for (const to of STATUSES) {
    const id = `o-${to}`;
    await shop.post('/orders', `place#${to}`, { ...KIOSK, id });
    for (const step of WAYS[from]!) await shop.patch(`/orders/${id}`, `${step}#${to}`, { status: step });
    const { status, body } = await shop.patch(`/orders/${id}`, `try#${to}`, { status: to });
    if (status === 200) seen.push(`${from} ${body.status}`);
    else expect([status, body.code]).toEqual([409, 'order.transition']);
  }
  expect(seen).toEqual(ALLOWED.filter((way) => way.startsWith(`${from} `)));
});

test('orders are listed page by page, each once, in the order in which they came', async () => {
  const ids: string[] = [];
  let cursor = '';
  do {
    const { body } = await shop.get(`/orders?limit=4${cursor}`);
    ids.push(...body.items.map((order: { id: string }) => order.id));
    cursor = body.next === null ? '' : `&cursor=${body.next}`;
  } while (cursor !== '');
  expect(ids).toEqual(['o-1001', 'o-1002', 'o-1003', 'o-1004', 'o-1005', 'o-1006']);
});

test('orders are listed by status', async () => {
  await shop.patch('/orders/o-1003', 'confirm#1', { status: 'confirmed' });
  const { body } = await shop.get('/orders?status=confirmed');
  expect(body.items.map((order: { id: string }) => order.id)).toEqual(['o-1003']);
});

test('an order that is not there is said to be not there', async () => {
  const answer = await shop.get('/orders/o-9');
  expect([answer.status, answer.headers['content-type'], answer.body]).toEqual([
    404,
    'application/problem+json; charset=utf-8',
    {
      type: 'urn:omniroute:problem:order.not_found',
      title: 'Not Found',
      status: 404,
      detail: 'There is no order o-9.',
      code: 'order.not_found',
      id: 'o-9',
    },
  ]);
});
