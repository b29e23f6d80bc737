import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestSandbox, RUN, type TestSandbox } from '../testing/test-sandbox.ts';

let shop: TestSandbox;
beforeEach(async () => {
  shop = await openTestSandbox();
});
afterEach(() => shop.close());

async function levels(sku: string) {
  const { on_hand, reserved, available } = (await shop.get(`/stock/${sku}`)).body;
  return { on_hand, reserved, available };
}

test('an item shows its levels, its supplier and when to order more', async () => {
  expect((await shop.get('/stock/COCOA-400')).body).toEqual({
    sku: 'COCOA-400',
    name: 'Cocoa drink powder 400 g',
    unit: 'tin',
    supplier: 'accra-cocoa',
    unit_price: { amount: 7850, currency: 'GHS' },
    unit_cost: { amount: 6400, currency: 'GHS' },
    lead_time_days: 14,
    daily_demand: 9,
    on_hand: 95,
    reserved: 0,
    available: 95,
    reorder_level: 100,
    reorder_quantity: 240,
  });
});

test('items are listed page by page, by supplier, and those that run low alone', async () => {
  const codes = (body: { items: { sku: string }[] }) => body.items.map((item) => item.sku);
  const first = (await shop.get('/stock?limit=7')).body;
  const second = (await shop.get(`/stock?limit=7&cursor=${first.next}`)).body;
  expect([...codes(first), ...codes(second)]).toEqual([...codes((await shop.get('/stock')).body)]);
  expect([first.items.length, second.items.length, second.next]).toEqual([7, 5, null]);
  expect(codes((await shop.get('/stock?low=true')).body)).toEqual([
    'COCOA-400',
    'MILK-UHT-500',
    'RICE-PARB-50KG',
    'SOAP-BAR-800',
  ]);
  expect(codes((await shop.get('/stock?supplier=rift-dairies')).body)).toEqual(['MILK-UHT-500', 'TEA-BLACK-100']);
});

test('a reservation holds units and its release gives them back, both with the levels afterwards', async () => {
  const lines = [
    { sku: 'COCOA-400', quantity: 40 },
    { sku: 'COCOA-400', quantity: 5 },
  ];
  const held = await shop.post('/stock/reservations', 'reserve#1', { order_id: 'o-1003', lines });
  expect([held.status, held.body.levels]).toEqual([
    201,
    [{ sku: 'COCOA-400', on_hand: 95, reserved: 45, available: 50 }],
  ]);
  const { id } = held.body.reservation;
  expect((await shop.get(`/stock/reservations/${id}`)).body).toEqual(held.body.reservation);
  const freed = await shop.post('/stock/releases', 'release#1', { reservation_id: id });
  expect([freed.status, freed.body.reservation.status, freed.body.levels]).toEqual([
    200,
    'released',
    [{ sku: 'COCOA-400', on_hand: 95, reserved: 0, available: 95 }],
  ]);
});

test('a reservation holds all its lines or none', async () => {
  const lines = [
    { sku: 'TEA-BLACK-100', quantity: 1 },
    { sku: 'COCOA-400', quantity: 96 },
  ];
  const answer = await shop.post('/stock/reservations', 'reserve#1', { lines });
  const { code, sku, available, wanted } = answer.body;
  expect([answer.status, { code, sku, available, wanted }]).toEqual([
    409,
    { code: 'stock.insufficient', sku: 'COCOA-400', available: 95, wanted: 96 },
  ]);
  expect(await levels('TEA-BLACK-100')).toEqual({ on_hand: 130, reserved: 0, available: 130 });
});

test('an undo releases by the key of the effect that reserved, in its own run only', async () => {
  await shop.post('/stock/reservations', 'reserve#1.2', { lines: [{ sku: 'COCOA-400', quantity: 40 }] });
  const foreign = await shop.post('/stock/releases', 'acme:shop:run-2:release#1.2', { effect_key: 'reserve#1.2' });
  expect([foreign.status, foreign.body.code]).toEqual([404, 'effect.not_found']);
  const undone = await shop.post('/stock/releases', 'release#1.2', { effect_key: 'reserve#1.2' });
  expect([undone.status, await levels('COCOA-400')]).toEqual([200, { on_hand: 95, reserved: 0, available: 95 }]);
});

test('units are given back once', async () => {
  await shop.post('/stock/reservations', 'reserve#1', { lines: [{ sku: 'COCOA-400', quantity: 40 }] });
  await shop.post('/stock/releases', 'release#1', { effect_key: 'reserve#1' });
  const again = await shop.post('/stock/releases', 'release#2', { effect_key: 'reserve#1' });
  expect([again.status, again.body.code]).toEqual([409, 'reservation.released']);
  const repeated = await shop.post('/stock/releases', `${RUN}release#1`, { effect_key: 'reserve#1' });
  expect([repeated.status, repeated.headers['idempotency-replayed']]).toEqual([200, 'true']);
  expect(await levels('COCOA-400')).toEqual({ on_hand: 95, reserved: 0, available: 95 });
});

test.each([
  ['an item that is not there', '/stock/reservations', { lines: [{ sku: 'GONE', quantity: 1 }] }, 404],
  ['no lines', '/stock/reservations', { lines: [] }, 422],
  ['half a unit', '/stock/reservations', { lines: [{ sku: 'COCOA-400', quantity: 0.5 }] }, 422],
  ['a reservation that is not there', '/stock/releases', { reservation_id: 'res_0' }, 404],
  ['neither reservation nor key', '/stock/releases', {}, 422],
])('%s is refused', async (_, path, body, status) => {
  expect((await shop.post(path, 'k#1', body)).status).toBe(status);
});
