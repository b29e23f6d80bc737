import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestSandbox, type TestSandbox } from '../testing/test-sandbox.ts';

let shop: TestSandbox;
beforeEach(async () => {
  shop = await openTestSandbox();
});
afterEach(() => shop.close());

const GHS = (amount: number) => ({ amount, currency: 'GHS' });
const COCOA = {
  supplier: 'accra-cocoa',
  currency: 'GHS',
  lines: [
    { sku: 'COCOA-400', quantity: 240, unit_cost: 6400 },
    { sku: 'TOMATO-PASTE-70', quantity: 10, unit_cost: 9300 },
  ],
  total: 1_629_000,
};
const order = (over: object = {}, key = 'order#1') => shop.post('/purchase-orders', key, { ...COCOA, ...over });

test('suppliers are listed page by page, with what they are paid in', async () => {
  const first = (await shop.get('/suppliers?limit=4')).body;
  const second = (await shop.get(`/suppliers?limit=4&cursor=${first.next}`)).body;
  expect([...first.items, ...second.items].map(({ id, currency }) => `${id} ${currency}`)).toEqual([
    'abidjan-oils XOF',
    'accra-cocoa GHS',
    'kampala-stores UGX',
    'lagos-foods NGN',
    'rift-dairies KES',
    'rift-mills KES',
  ]);
  expect([second.next, (await shop.get('/suppliers/accra-cocoa')).body]).toEqual([
    null,
    { id: 'accra-cocoa', name: 'Accra Cocoa', currency: 'GHS', email: 'orders@accra-cocoa.example' },
  ]);
  expect((await shop.get('/suppliers/gone')).body.code).toBe('supplier.not_found');
});

test('from the pages of the stock one can tell what runs out before a delivery would come', async () => {
  const short: string[] = [];
  let cursor = '';
  do {
    const { body } = await shop.get(`/stock?limit=5${cursor}`);
    for (const { sku, available, daily_demand, lead_time_days } of body.items) {
      if (available < daily_demand * lead_time_days) short.push(sku);
    }
    cursor = body.next === null ? '' : `&cursor=${body.next}`;
  } while (cursor !== '');
  expect(short).toEqual(['COCOA-400', 'MILK-UHT-500', 'RICE-PARB-50KG', 'SOAP-BAR-800']);
});

test('every item names a supplier that is there, and is bought in the currency of that supplier', async () => {
  const suppliers = (await shop.get('/suppliers')).body.items;
  const currencies = Object.fromEntries(suppliers.map(({ id, currency }: Record<string, string>) => [id, currency]));
  const { items } = (await shop.get('/stock')).body;
  expect(items.filter((item: (typeof items)[number]) => currencies[item.supplier] !== item.unit_cost.currency)).toEqual(
    [],
  );
});

test('a purchase order commits its total and moves no money', async () => {
  const placed = await order();
  expect([placed.status, placed.body]).toEqual([
    201,
    {
      id: placed.body.id,
      supplier: 'accra-cocoa',
      status: 'placed',
      lines: [
        { sku: 'COCOA-400', quantity: 240, unit_cost: GHS(6400), total: GHS(1_536_000) },
        { sku: 'TOMATO-PASTE-70', quantity: 10, unit_cost: GHS(9300), total: GHS(93_000) },
      ],
      total: GHS(1_629_000),
      expected_at: '2026-01-19T09:00:00.000Z',
      created_at: '2026-01-05T09:00:00.000Z',
      updated_at: '2026-01-05T09:00:00.000Z',
    },
  ]);
  expect((await shop.get(`/purchase-orders/${placed.body.id}`)).body).toEqual(placed.body);
  expect((await shop.get('/ledger/money')).body).toEqual({ balanced: true, items: [] });
});

test('the same key orders once, and the effect and its attempts are in the ledger', async () => {
  const first = await order();
  const again = await order();
  expect([again.headers['idempotency-replayed'], again.body]).toEqual(['true', first.body]);
  const [row] = (await shop.get('/ledger/summary?prefix=acme:')).body.items;
  expect([row.effects, row.attempts, row.kinds]).toEqual([1, 2, ['purchase_order.create']]);
});

test.each([
  ['a total that is not the sum of its lines', { total: 1_629_001 }, 409, 'purchase_order.total'],
  ['the currency of somebody else', { currency: 'NGN' }, 409, 'purchase_order.currency'],
  [
    'goods of another supplier',
    { lines: [{ sku: 'SALT-IOD-1KG', quantity: 1, unit_cost: 1 }], total: 1 },
    409,
    'purchase_order.supplier',
  ],
  [
    'an item that is not there',
    { lines: [{ sku: 'GONE', quantity: 1, unit_cost: 1 }], total: 1 },
    404,
    'stock.not_found',
  ],
  ['a supplier who is not there', { supplier: 'gone' }, 404, 'supplier.not_found'],
  ['no lines', { lines: [], total: 0 }, 422, 'request.invalid'],
])('%s is refused', async (_, over, status, code) => {
  const answer = await order(over);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect((await shop.get('/purchase-orders')).body.items).toEqual([]);
});

test('an order is cancelled once, by its id or by the key of the effect that ordered', async () => {
  const { id } = (await order()).body;
  const cancelled = await shop.post(`/purchase-orders/${id}/cancel`, 'cancel#1', {});
  expect([cancelled.status, cancelled.body.status]).toEqual([200, 'cancelled']);
  const again = await shop.post(`/purchase-orders/${id}/cancel`, 'cancel#2', {});
  expect([again.status, again.body.code]).toEqual([409, 'purchase_order.cancelled']);
  const second = (await order({}, 'order#2')).body;
  const undone = await shop.post('/purchase-orders/cancel', 'cancel#3', { effect_key: 'order#2' });
  expect([undone.body.id, undone.body.status]).toEqual([second.id, 'cancelled']);
  const nothing = await shop.post('/purchase-orders/cancel', 'cancel#4', { effect_key: 'order#9' });
  expect([nothing.status, nothing.body.code]).toEqual([404, 'effect.not_found']);
});

test('purchase orders are listed by supplier and status', async () => {
  const { id } = (await order()).body;
  await order({}, 'order#2');
  await shop.post('/purchase-orders/cancel', 'cancel#1', { effect_key: 'order#2' });
  const found = async (query: string) =>
    (await shop.get(`/purchase-orders?${query}`)).body.items.map((item: { id: string }) => item.id);
  expect([await found('status=placed'), await found('supplier=rift-mills')]).toEqual([[id], []]);
});
