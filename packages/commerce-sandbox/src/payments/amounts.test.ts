import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestSandbox, type TestSandbox } from '../testing/test-sandbox.ts';

let shop: TestSandbox;
beforeEach(async () => {
  shop = await openTestSandbox();
});
afterEach(() => shop.close());

const ugx = (amount: number) => ({ amount, currency: 'UGX' });
const charge = async (payer: string, over: object = {}) => {
  const body = { method: 'mobile_money', amount: ugx(501), payer, reference: 'inv-7', ...over };
  return (await shop.post('/payments', 'charge#1', body)).body;
};
const collected = async () => {
  const { items } = (await shop.get('/payments?reference=inv-7')).body;
  return items.map(({ status, paid, late }: Record<string, unknown>) => ({ status, paid, late }));
};
const held = async () => {
  const { balanced, items } = (await shop.get('/ledger/money')).body;
  expect(balanced).toBe(true);
  return Object.fromEntries(items.map((item: { currency: string; debits: number }) => [item.currency, item.debits]));
};

test.each([
  ['+2348000000008', 'too little', ugx(251)],
  ['+2348000000009', 'too much', ugx(552)],
  ['+2348000000010', 'another currency', { amount: 501, currency: 'USD' }],
])('test payer %s pays %s, and that is what is posted', async (payer, _, paid) => {
  const begun = await charge(payer);
  expect([begun.status, begun.paid]).toEqual(['pending', ugx(0)]);
  shop.clock.advance(1000);
  expect(await collected()).toEqual([{ status: 'succeeded', paid, late: false }]);
  expect(await held()).toEqual({ [paid.currency]: paid.amount });
});

test.each([
  ['+2348000000011', 'pays twice', [501, 501]],
  ['+2348000000013', 'pays in two parts', [251, 250]],
])('test payer %s %s: two payments under one reference', async (payer, _, amounts) => {
  await charge(payer);
  shop.clock.advance(1999);
  expect((await collected()).length).toBe(1);
  shop.clock.advance(1);
  expect(await collected()).toEqual(amounts.map((amount) => ({ status: 'succeeded', paid: ugx(amount), late: false })));
  expect(await held()).toEqual({ UGX: amounts[0]! + amounts[1]! });
});

test('what came too much goes back by itself, and what was asked stays', async () => {
  const { id } = await charge('+2348000000009');
  shop.clock.advance(1000);
  const refund = await shop.post('/refunds', 'refund#1', { payment_id: id, amount: 51, reason: 'surplus' });
  expect([refund.status, refund.body.amount, refund.body.payment_status]).toEqual([201, ugx(51), 'succeeded']);
  const { paid, refunded } = (await shop.get(`/payments/${id}`)).body;
  expect([paid, refunded]).toEqual([ugx(552), ugx(51)]);
});

test('what came in another currency goes back in that currency', async () => {
  const { id } = await charge('+2348000000010');
  shop.clock.advance(1000);
  const refund = await shop.post('/refunds', 'refund#1', { payment_id: id });
  expect([refund.body.amount, refund.body.payment_status]).toEqual([{ amount: 501, currency: 'USD' }, 'reversed']);
});

test('a payment fails when its window closes, and what still comes then is late and kept', async () => {
  const { id, expires_at } = await charge('+2348000000012', { expires_at: '2026-01-05T09:30:00Z' });
  const at = async (ms: number) => {
    shop.clock.advance(ms);
    const { status, reason, paid, late } = (await shop.get(`/payments/${id}`)).body;
    return { status, reason, paid, late };
  };
  expect(expires_at).toBe('2026-01-05T09:30:00Z');
  expect(await at(1_799_999)).toEqual({ status: 'pending', reason: null, paid: ugx(0), late: false });
  expect(await at(1)).toEqual({ status: 'failed', reason: 'expired', paid: ugx(0), late: false });
  expect(await at(2000)).toEqual({ status: 'succeeded', reason: null, paid: ugx(501), late: true });
  expect(await held()).toEqual({ UGX: 501 });
});

test('a payment that is in time stays what it is when its window closes', async () => {
  const { id } = await charge('+2348000000013', { expires_at: '2026-01-05T09:00:01.500Z' });
  shop.clock.advance(60_000);
  const { status, late } = (await shop.get(`/payments/${id}`)).body;
  expect([status, late]).toEqual(['succeeded', false]);
  expect((await collected())[1]).toEqual({ status: 'succeeded', paid: ugx(250), late: true });
});

test('by hand a payment can be settled with another amount and currency, and late', async () => {
  const { id } = await charge('+2348000000005', { expires_at: '2026-01-05T09:00:01Z' });
  shop.clock.advance(1001);
  const paid = { amount: 7, currency: 'XOF' };
  const settled = await shop.post(`/payments/${id}/settle`, 'settle#1', { status: 'succeeded', paid });
  expect([settled.body.paid, settled.body.late]).toEqual([paid, true]);
  expect(await held()).toEqual({ XOF: 7 });
});

test('all that came under a reference goes back at once, in whatever currency, and then there is nothing more', async () => {
  await charge('+2348000000011');
  const other = { method: 'mobile_money', amount: ugx(501), payer: '+2348000000010', reference: 'inv-7' };
  await shop.post('/payments', 'charge#2', other);
  await shop.post('/payments', 'zenith:shop:run-1:charge#1', other);
  const early = await shop.post('/refunds/all', 'refund#1', { reference: 'inv-7' });
  expect([early.status, early.body.code, early.body.payment_status]).toEqual([409, 'refund.unsettled', 'pending']);
  shop.clock.advance(2000);
  const all = await shop.post('/refunds/all', 'refund#2', { reference: 'inv-7', reason: 'undone' });
  const amounts = all.body.refunds.map((refund: { amount: object }) => refund.amount);
  expect([all.status, amounts]).toEqual([201, [ugx(501), { amount: 501, currency: 'USD' }, ugx(501)]]);
  expect((await shop.post('/refunds/all', 'refund#3', { reference: 'inv-7' })).body.refunds).toEqual([]);
  const again = await shop.post('/refunds/all', 'refund#2', { reference: 'inv-7', reason: 'undone' });
  expect([again.headers['idempotency-replayed'], again.body]).toEqual(['true', all.body]);
  const [row] = (await shop.get('/ledger/summary?prefix=acme:shop:run-1:refund%232')).body.items;
  expect([row.effects, row.attempts]).toEqual([1, 2]);
  // Another tenant's money under the same reference stays.
  expect((await shop.get('/payments?status=succeeded')).body.items.length).toBe(1);
});
