import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TEST_PAYERS } from '../payments/test-payers.ts';
import { openTestSandbox, type TestAnswer, type TestSandbox } from '../testing/test-sandbox.ts';
import { CURRENCIES } from './currencies.ts';

/** Give OMNIROUTE_TEST_SEED to play a run again. */
const SEED = Number(process.env.OMNIROUTE_TEST_SEED ?? Date.now() % 1_000_000_000);

/** One thing that somebody does to the sandbox; `of` picks a payment among those begun so far. */
type Step =
  | {
      readonly act: 'charge';
      readonly tenant: string;
      readonly method: string;
      readonly payer: string;
      readonly amount: number;
      readonly currency: string;
    }
  | { readonly act: 'repeat'; readonly of: number }
  | { readonly act: 'settle'; readonly of: number; readonly status: string }
  /** `share` of what is left, rounded up; null names no amount; above 1 it is too much. */
  | { readonly act: 'refund'; readonly of: number; readonly share: number | null }
  | { readonly act: 'wait'; readonly ms: number };

const of = fc.nat(1000);
const act = <Name extends Step['act']>(name: Name) => ({ act: fc.constant(name) });
const payers = fc.oneof(fc.constant('tok'), fc.constantFrom(...Object.keys(TEST_PAYERS)));
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      ...act('charge'),
      tenant: fc.constantFrom('acme', 'zenith'),
      method: fc.constantFrom('card', 'card', 'mobile_money', 'bank_transfer', 'mandate'),
      payer: payers,
      amount: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 100_000_000_000 })),
      currency: fc.constantFrom(...CURRENCIES),
    }),
  },
  { weight: 1, arbitrary: fc.record({ ...act('repeat'), of }) },
  {
    weight: 2,
    arbitrary: fc.record({
      ...act('settle'),
      of,
      status: fc.constantFrom('pending', 'succeeded', 'succeeded', 'failed', 'unknown'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ ...act('refund'), of, share: fc.constantFrom(null, 0.01, 0.3, 0.5, 1, 1.1) }),
  },
  { weight: 2, arbitrary: fc.record({ ...act('wait'), ms: fc.integer({ min: 0, max: 1500 }) }) },
);

interface Begun {
  readonly id: string;
  readonly key: string;
  readonly body: object;
}

/** Plays a step and says what came of it; the sandbox may refuse with 409, anything else fails the test. */
async function play(shop: TestSandbox, payments: Begun[], move: Step, at: number): Promise<string> {
  if (move.act === 'wait') {
    shop.clock.advance(move.ms);
    return 'wait';
  }
  if (move.act === 'charge') {
    const { tenant, method, payer, amount, currency } = move;
    const key = `${tenant}:pay:run-1:charge#${at}`;
    const body = { method, payer, amount: { amount, currency }, reference: key };
    const { id, status } = (await shop.post('/payments', key, body)).body;
    payments.push({ id, key, body });
    return `charge ${status}`;
  }
  if (payments.length === 0) return 'nothing to act on';
  const payment = payments[move.of % payments.length]!;
  const key = `${payment.key.split(':')[0]}:pay:run-1:${move.act}#${at}`;
  const answer = await ask(shop, payment, move, key);
  expect([200, 201, 409]).toContain(answer.status);
  return `${move.act} ${answer.status === 409 ? 'refused' : (answer.body.payment_status ?? answer.body.status)}`;
}

async function ask(shop: TestSandbox, { id, key: own, body }: Begun, move: Step, key: string): Promise<TestAnswer> {
  if (move.act === 'repeat') return shop.post('/payments', own, body);
  if (move.act === 'settle') return shop.post(`/payments/${id}/settle`, key, { status: move.status });
  if (move.act !== 'refund') throw new Error(`${move.act} is about no payment.`);
  if (move.share === null) return shop.post('/refunds', key, { payment_id: id });
  const { paid, refunded } = (await shop.get(`/payments/${id}`)).body;
  const part = Math.min(100_000_000_000, Math.max(1, Math.ceil((paid.amount - refunded.amount) * move.share)));
  return shop.post('/refunds', key, { payment_id: id, amount: part });
}

/** What a campaign must have done to prove anything. */
const NEEDED = [
  'charge succeeded',
  'charge pending',
  'charge unknown',
  'charge failed',
  'charge initiated',
  'settle succeeded',
  'settle failed',
  'settle refused',
  'refund succeeded',
  'refund reversed',
  'refund refused',
  'repeat succeeded',
];

test(`whatever happens in whatever order, money sums to zero and is where the payments say (seed ${SEED})`, async () => {
  const done = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 50 }), async (steps) => {
      const shop = await openTestSandbox();
      try {
        const payments: Begun[] = [];
        for (const [at, move] of steps.entries()) {
          const outcome = await play(shop, payments, move, at);
          done.set(outcome, (done.get(outcome) ?? 0) + 1);
          const { balanced } = (await shop.get('/ledger/money')).body;
          expect(balanced).toBe(true);
        }
        expect(await heldByPostings(shop)).toEqual(await heldByPayments(shop));
      } finally {
        await shop.close();
      }
    }),
    { numRuns: 40, seed: SEED, verbose: 1 },
  );
  expect(NEEDED.filter((outcome) => (done.get(outcome) ?? 0) < 3)).toEqual([]);
});

/** What the provider holds, summed from single postings; each entry is checked to sum to zero. */
async function heldByPostings(shop: TestSandbox): Promise<Record<string, number>> {
  const held: Record<string, number> = {};
  const entries = new Map<string, number>();
  for (const posting of (await shop.get('/ledger/postings?limit=1000')).body.items) {
    entries.set(posting.entry, (entries.get(posting.entry) ?? 0) + posting.amount);
    if (posting.account === 'provider_clearing') add(held, `${posting.tenant} ${posting.currency}`, posting.amount);
  }
  expect([...entries.values()].filter((sum) => sum !== 0)).toEqual([]);
  return held;
}

/** The same from the payments themselves, those that nobody asked for among them: what came less what went back. */
async function heldByPayments(shop: TestSandbox): Promise<Record<string, number>> {
  const held: Record<string, number> = {};
  const { items } = (await shop.get('/payments?limit=200')).body;
  for (const { status, paid, refunded, reference } of items) {
    if (status !== 'succeeded' && status !== 'reversed') continue;
    add(held, `${reference.split(':')[0]} ${paid.currency}`, paid.amount - refunded.amount);
  }
  return held;
}

function add(sums: Record<string, number>, name: string, amount: number): void {
  sums[name] = (sums[name] ?? 0) + amount;
}
