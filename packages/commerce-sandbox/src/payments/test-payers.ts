import { LARGEST_AMOUNT, type Money } from '../money/currencies.ts';
import type { PaymentMethod } from './shapes.ts';

/** Makes what is paid of what is asked. */
export type Pays = (asked: Money) => Money;

/** What becomes of a payment by itself, so long after it began, or after its window if it has one and `window` says so. */
export interface Turn {
  readonly afterMs: number;
  readonly window?: boolean;
  /** `again`: the payer pays once more, under the same reference. */
  readonly to: 'succeeded' | 'failed' | 'again';
  readonly pays?: Pays;
}

/** How a payment goes: what the charge answers, and what becomes of it later. */
export interface Course {
  readonly first: 'initiated' | 'pending' | 'succeeded' | 'failed' | 'unknown';
  readonly reason: string | null;
  readonly then: readonly Turn[];
}

const asked: Pays = (money) => money;
const half: Pays = ({ amount, currency }) => ({ amount: Math.ceil(amount / 2), currency });
const rest: Pays = ({ amount, currency }) => ({ amount: Math.max(1, amount - Math.ceil(amount / 2)), currency });
const tenthMore: Pays = ({ amount, currency }) => ({
  amount: Math.min(LARGEST_AMOUNT, amount + Math.ceil(amount / 10)),
  currency,
});
const elsewhere: Pays = ({ amount, currency }) => ({ amount, currency: currency === 'USD' ? 'NGN' : 'USD' });

const course = (first: Course['first'], ...then: Turn[]): Course => ({ first, reason: null, then });
const paid = (afterMs: number, pays: Pays = asked): Turn => ({ afterMs, to: 'succeeded', pays });
const failed = (afterMs: number): Turn => ({ afterMs, to: 'failed' });
const again = (afterMs: number, pays: Pays = asked): Turn => ({ afterMs, to: 'again', pays });

/** Payers whose payments take a course of their own, whatever the method. */
export const TEST_PAYERS: Readonly<Record<string, Course>> = {
  '+2348000000001': course('succeeded'),
  '+2348000000002': { first: 'failed', reason: 'insufficient_funds', then: [] },
  '+2348000000003': course('unknown', paid(2000)),
  '+2348000000004': course('unknown', failed(2000)),
  '+2348000000005': course('pending'),
  '+2348000000006': course('pending', failed(1000)),
  '+2348000000007': course('unknown'),
  '+2348000000008': course('pending', paid(1000, half)),
  '+2348000000009': course('pending', paid(1000, tenthMore)),
  '+2348000000010': course('pending', paid(1000, elsewhere)),
  '+2348000000011': course('pending', paid(1000), again(2000)),
  '+2348000000012': course('pending', { ...paid(2000), window: true }),
  '+2348000000013': course('pending', paid(1000, half), again(2000, rest)),
};

const BY_METHOD: Readonly<Record<PaymentMethod, Course>> = {
  card: course('succeeded'),
  mobile_money: course('pending', paid(1000)),
  bank_transfer: course('initiated', paid(2000)),
  mandate: course('pending', paid(2000)),
};

/** The course of a charge. */
export function courseOf(method: PaymentMethod, payer: string): Course {
  return Object.hasOwn(TEST_PAYERS, payer) ? TEST_PAYERS[payer]! : BY_METHOD[method];
}
