import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestSandbox, type TestSandbox } from '../testing/test-sandbox.ts';
import { PAYMENT_STATUSES } from './shapes.ts';
import { TEST_PAYERS } from './test-payers.ts';

let shop: TestSandbox;
beforeEach(async () => {
  shop = await openTestSandbox();
});
afterEach(() => shop.close());

const NGN = (amount: number) => ({ amount, currency: 'NGN' });
const CARD = { method: 'card', amount: NGN(500_000), payer: 'tok_visa', order_id: 'o-1001', reference: 'inv-7' };

const money = async () => (await shop.get('/ledger/money?tenant=acme')).body;
const charge = (over: object = {}, key = 'charge#1') => shop.post('/payments', key, { ...CARD, ...over });

test('a card pays at once: the amount moves from the customer to the provider', async () => {
  const paid = await charge();
  expect([paid.status, paid.body]).toEqual([
    201,
    {
      id: paid.body.id,
      status: 'succeeded',
      method: 'card',
      amount: NGN(500_000),
      paid: NGN(500_000),
      refunded: NGN(0),
      payer: 'tok_visa',
      order_id: 'o-1001',
      reference: 'inv-7',
      reason: null,
      late: false,
      expires_at: null,
      callback_url: null,
      created_at: '2026-01-05T09:00:00.000Z',
      updated_at: '2026-01-05T09:00:00.000Z',
    },
  ]);
  expect(await money()).toEqual({
    balanced: true,
    items: [
      {
        tenant: 'acme',
        currency: 'NGN',
        exponent: 2,
        debits: 500_000,
        credits: 500_000,
        sum: 0,
        accounts: [
          { account: 'customer_wallet', balance: -500_000 },
          { account: 'provider_clearing', balance: 500_000 },
        ],
      },
    ],
  });
});

test.each([
  ['mobile_money', 'pending', 999, 'pending'],
  ['mobile_money', 'pending', 1000, 'succeeded'],
  ['bank_transfer', 'initiated', 1999, 'initiated'],
  ['bank_transfer', 'initiated', 2000, 'succeeded'],
  ['mandate', 'pending', 2000, 'succeeded'],
])('%s begins %s; after %i ms it is %s', async (method, first, elapsed, then) => {
  const begun = await charge({ method });
  shop.clock.advance(elapsed);
  const later = (await shop.get(`/payments/${begun.body.id}`)).body;
  expect([begun.body.status, later.status]).toEqual([first, then]);
  expect((await money()).items.length).toBe(then === 'succeeded' ? 1 : 0);
});

test.each(Object.entries(TEST_PAYERS))('test payer %s takes its course', async (payer, course) => {
  const begun = await charge({ method: 'mobile_money', payer });
  expect([begun.body.status, begun.body.reason]).toEqual([course.first, course.reason]);
  shop.clock.advance(60_000);
  expect((await shop.get(`/payments/${begun.body.id}`)).body.status).toBe(
    course.then.find(({ to }) => to !== 'again')?.to ?? course.first,
  );
});

test('a status query by reference finds a payment whose id never arrived', async () => {
  const begun = await charge({ payer: '+2348000000003' });
  await charge({ reference: 'inv-8' }, 'charge#2');
  expect(begun.body.status).toBe('unknown');
  shop.clock.advance(2000);
  const found = (await shop.get('/payments?reference=inv-7')).body.items;
  expect(found.map(({ id, status }: { id: string; status: string }) => [id, status])).toEqual([
    [begun.body.id, 'succeeded'],
  ]);
});

test('payments are listed by status', async () => {
  await charge();
  await charge({ payer: '+2348000000002' }, 'charge#2');
  const { items } = (await shop.get('/payments?status=failed')).body;
  expect(items.map((payment: { reason: string }) => payment.reason)).toEqual(['insufficient_funds']);
});

const MOVES = [
  'initiated pending',
  'initiated succeeded',
  'initiated failed',
  'initiated unknown',
  'pending succeeded',
  'pending failed',
  'pending unknown',
  'unknown pending',
  'unknown succeeded',
  'unknown failed',
  'failed succeeded',
];

test.each(PAYMENT_STATUSES)('a payment that is %s can only become what it may', async (from) => {
  const seen: string[] = [];
  for (const to of ['pending', 'succeeded', 'failed', 'unknown']) {
    const id = await paymentThatIs(from, to);
    const { status, body } = await shop.post(`/payments/${id}/settle`, `try#${to}`, { status: to });
    if (status === 200) seen.push(`${from} ${body.status}`);
    else expect([status, body.code]).toEqual([409, 'payment.transition']);
  }
  expect(seen.sort()).toEqual(MOVES.filter((move) => move.startsWith(`${from} `)).sort());
  expect((await money()).balanced).toBe(true);
});

async function paymentThatIs(status: string, mark: string): Promise<string> {
  const key = `charge#${mark}`;
  const payers: Readonly<Record<string, string>> = {
    pending: '+2348000000005',
    failed: '+2348000000002',
    unknown: '+2348000000007',
  };
  if (status === 'initiated') return (await charge({ method: 'bank_transfer' }, key)).body.id;
  const { id } = (await charge(status in payers ? { payer: payers[status] } : {}, key)).body;
  if (status === 'reversed') await shop.post('/refunds', `refund#${mark}`, { payment_id: id });
  return id;
}

test('a settlement by hand ends the course the payment was on', async () => {
  const { id } = (await charge({ method: 'mobile_money' })).body;
  await shop.post(`/payments/${id}/settle`, 'settle#1', { status: 'failed', reason: 'cancelled_by_user' });
  shop.clock.advance(60_000);
  const { status, reason } = (await shop.get(`/payments/${id}`)).body;
  expect({ status, reason }).toEqual({ status: 'failed', reason: 'cancelled_by_user' });
});

test('a refund gives back a part, then the rest, and then nothing more', async () => {
  const { id } = (await charge()).body;
  const part = await shop.post('/refunds', 'refund#1', { payment_id: id, amount: 200_000, reason: 'two short' });
  expect([part.status, part.body]).toEqual([
    201,
    {
      id: part.body.id,
      payment_id: id,
      amount: NGN(200_000),
      reason: 'two short',
      payment_status: 'succeeded',
      created_at: '2026-01-05T09:00:00.000Z',
    },
  ]);
  expect((await shop.get(`/refunds/${part.body.id}`)).body).toEqual(part.body);
  const over = await shop.post('/refunds', 'refund#2', { payment_id: id, amount: 300_001 });
  expect([over.status, over.body.code, over.body.left]).toEqual([409, 'refund.too_large', 300_000]);
  const rest = await shop.post('/refunds', 'refund#3', { payment_id: id });
  expect([rest.body.amount, rest.body.payment_status]).toEqual([NGN(300_000), 'reversed']);
  const none = await shop.post('/refunds', 'refund#4', { payment_id: id });
  expect([none.status, none.body.code]).toEqual([409, 'refund.not_collected']);
  const [sum] = (await money()).items;
  expect(sum.accounts.map((account: { balance: number }) => account.balance)).toEqual([0, 0]);
});

test('an undo refunds by the key of the effect that charged', async () => {
  const { id } = (await charge({}, 'charge#1.17.2')).body;
  const undone = await shop.post('/refunds', 'refund#1.17.2', { effect_key: 'charge#1.17.2' });
  expect([undone.status, undone.body.payment_id]).toEqual([201, id]);
  const nothing = await shop.post('/refunds', 'refund#2', { effect_key: 'charge#2' });
  expect([nothing.status, nothing.body.code]).toEqual([404, 'effect.not_found']);
});

test('what is not collected cannot be refunded', async () => {
  const { id } = (await charge({ method: 'mobile_money' })).body;
  const answer = await shop.post('/refunds', 'refund#1', { payment_id: id });
  expect([answer.status, answer.body.code, answer.body.payment_status]).toEqual([
    409,
    'refund.not_collected',
    'pending',
  ]);
});

test.each([
  ['a fraction of a kobo', { amount: NGN(0.5) }],
  ['nothing', { amount: NGN(0) }],
  ['less than nothing', { amount: NGN(-1) }],
  ['a currency we do not know', { amount: { amount: 1, currency: 'EUR' } }],
  ['an amount as text', { amount: { amount: '100', currency: 'NGN' } }],
])('%s is no amount to charge', async (_, over) => {
  expect((await charge(over)).status).toBe(422);
});

test('currencies have the exponents of ISO 4217', async () => {
  const { items } = (await shop.get('/currencies')).body;
  expect(Object.fromEntries(items.map((item: { currency: string; exponent: number }) => Object.values(item)))).toEqual({
    NGN: 2,
    KES: 2,
    GHS: 2,
    ZAR: 2,
    TZS: 2,
    USD: 2,
    UGX: 0,
    RWF: 0,
    XOF: 0,
    XAF: 0,
  });
});
