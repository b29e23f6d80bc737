import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestSandbox, type TestSandbox } from '../testing/test-sandbox.ts';

let shop: TestSandbox;
beforeEach(async () => {
  shop = await openTestSandbox();
});
afterEach(() => shop.close());

const NGN = (amount: number) => ({ amount, currency: 'NGN' });
/** What order o-1001 comes to. */
const TOTAL = 24_000_000;
const CARD = { method: 'card', amount: NGN(TOTAL), payer: 'tok', order_id: 'o-1001', reference: 'inv-1' };

const charge = (over: object = {}, key = 'charge#1') => shop.post('/payments', key, { ...CARD, ...over });
const release = (over: object = {}, key = 'release#1', order = 'o-1001') =>
  shop.post(`/orders/${order}/release`, key, { amount: NGN(TOTAL), payment_reference: 'inv-1', ...over });

test('goods are released for confirmed money, to be picked up within three days', async () => {
  await charge();
  const given = await release();
  expect([given.status, given.body]).toEqual([
    201,
    {
      id: given.body.id,
      order_id: 'o-1001',
      status: 'issued',
      amount: NGN(TOTAL),
      payment_reference: 'inv-1',
      expires_at: '2026-01-08T09:00:00.000Z',
      created_at: '2026-01-05T09:00:00.000Z',
      updated_at: '2026-01-05T09:00:00.000Z',
    },
  ]);
  expect((await shop.get('/orders/o-1001/releases')).body.items).toEqual([given.body]);
  expect((await shop.get(`/releases/${given.body.id}`)).body).toEqual(given.body);
});

test.each([
  ['pending money', { payer: '+2348000000005' }, 0],
  ['money that failed', { payer: '+2348000000002' }, 0],
  ['money nobody knows of', { payer: '+2348000000007' }, 0],
  ['too little money', { amount: NGN(TOTAL - 1) }, TOTAL - 1],
  ['money in another currency', { payer: '+2348000000010' }, 0],
  ['half the money', { payer: '+2348000000008' }, TOTAL / 2],
  ['money of another reference', { reference: 'inv-2' }, 0],
])('%s releases nothing', async (_, over, confirmed) => {
  await charge(over);
  shop.clock.advance(1000);
  const answer = await release();
  expect([answer.status, answer.body.code, answer.body.confirmed]).toEqual([409, 'release.not_covered', confirmed]);
  expect((await shop.get('/orders/o-1001/releases')).body.items).toEqual([]);
});

test('money of another tenant releases nothing', async () => {
  await charge({}, 'zenith:shop:run-1:charge#1');
  expect((await release()).body.code).toBe('release.not_covered');
});

test('two payments of one reference cover together, and what went back covers no more', async () => {
  const first = (await charge({ amount: NGN(TOTAL / 2) })).body;
  await charge({ amount: NGN(TOTAL / 2) }, 'charge#2');
  expect((await release()).status).toBe(201);
  await shop.post('/releases/revoke', 'revoke#1', { effect_key: 'release#1' });
  await shop.post('/refunds', 'refund#1', { payment_id: first.id, amount: 1 });
  expect((await release({}, 'release#2')).body).toMatchObject({ code: 'release.not_covered', confirmed: TOTAL - 1 });
});

test('the same money covers once, and no more than the order can leave', async () => {
  await charge();
  expect((await release({ amount: NGN(TOTAL / 4) })).status).toBe(201);
  const over = await release({}, 'release#2');
  expect([over.status, over.body.code, over.body.left]).toEqual([409, 'release.too_large', (TOTAL / 4) * 3]);
  expect((await release({ amount: NGN((TOTAL / 4) * 3) }, 'release#3')).status).toBe(201);
  const other = await release({ amount: NGN(1) }, 'release#4', 'o-1006');
  expect([other.body.code, other.body.confirmed]).toEqual(['release.not_covered', 0]);
});

test('a release is revoked once, by its id or by the key of the effect that released', async () => {
  await charge();
  const { id } = (await release()).body;
  const revoked = await shop.post('/releases/revoke', 'revoke#1', { release_id: id });
  expect([revoked.status, revoked.body.status]).toEqual([200, 'revoked']);
  const again = await shop.post('/releases/revoke', 'revoke#2', { effect_key: 'release#1' });
  expect([again.status, again.body.code]).toEqual([409, 'release.revoked']);
});

test.each([
  ['another currency than the order', { amount: { amount: 1, currency: 'KES' } }, 'o-1001', 409, 'release.currency'],
  ['an order that is not there', {}, 'o-9', 404, 'order.not_found'],
  ['nothing', { amount: NGN(0) }, 'o-1001', 422, 'request.invalid'],
])('%s is refused', async (_, over, order, status, code) => {
  await charge();
  const answer = await release(over, 'release#1', order);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});

test('of a cancelled order nothing may leave', async () => {
  await charge();
  await shop.patch('/orders/o-1001', 'cancel#1', { status: 'cancelled' });
  expect((await release()).body.code).toBe('release.order_cancelled');
});
