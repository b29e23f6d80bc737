import type { PaymentMethod, PaymentStatus } from './shapes.ts';

/** How a payment goes: what the charge answers, and what becomes of it later by itself. */
export interface Course {
  readonly first: 'initiated' | 'pending' | 'succeeded' | 'failed' | 'unknown';
  readonly reason: string | null;
  readonly then: { readonly status: PaymentStatus & ('succeeded' | 'failed'); readonly afterMs: number } | null;
}

const later = (first: Course['first'], status: 'succeeded' | 'failed', afterMs: number): Course => ({
  first,
  reason: null,
  then: { status, afterMs },
});

/** Payers whose payments take a course of their own, whatever the method. */
export const TEST_PAYERS: Readonly<Record<string, Course>> = {
  '+2348000000001': { first: 'succeeded', reason: null, then: null },
  '+2348000000002': { first: 'failed', reason: 'insufficient_funds', then: null },
  '+2348000000003': later('unknown', 'succeeded', 2000),
  '+2348000000004': later('unknown', 'failed', 2000),
  '+2348000000005': { first: 'pending', reason: null, then: null },
  '+2348000000006': later('pending', 'failed', 1000),
  '+2348000000007': { first: 'unknown', reason: null, then: null },
};

const BY_METHOD: Readonly<Record<PaymentMethod, Course>> = {
  card: { first: 'succeeded', reason: null, then: null },
  mobile_money: later('pending', 'succeeded', 1000),
  bank_transfer: later('initiated', 'succeeded', 2000),
  mandate: later('pending', 'succeeded', 2000),
};

/** The course of a charge. */
export function courseOf(method: PaymentMethod, payer: string): Course {
  return Object.hasOwn(TEST_PAYERS, payer) ? TEST_PAYERS[payer]! : BY_METHOD[method];
}
