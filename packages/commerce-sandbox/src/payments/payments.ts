import { type Clock, instant } from '../clock.ts';
import { sandboxErrors } from '../errors.ts';
import type { NewId } from '../ids.ts';
import type { MoneyLedger } from '../money/money-ledger.ts';
import type { Store } from '../store/open-store.ts';
import {
  duePayments,
  findPayment,
  insertPayment,
  insertRefund,
  type StoredPayment,
  updatePayment,
} from './payment-store.ts';
import type { NewPayment, Payment, PaymentStatus, Refund, Settlement } from './shapes.ts';
import { courseOf } from './test-payers.ts';

/** What may follow which: a failure may turn out a success (a late truth), a success goes back by refunds only. */
const NEXT: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  initiated: ['pending', 'succeeded', 'failed', 'unknown'],
  pending: ['succeeded', 'failed', 'unknown'],
  unknown: ['pending', 'succeeded', 'failed'],
  failed: ['succeeded'],
  succeeded: [],
  reversed: [],
};

/** The provider's side of payments. Each call belongs into a transaction of the caller. */
export interface Payments {
  /** Begins a payment; what is collected at once is posted at once. */
  charge(tenant: string, given: NewPayment): Payment;
  /** Says what became of a payment. Throws `payment.not_found`, `payment.transition`. */
  settle(id: string, settlement: Settlement): Payment;
  /** Gives money back. Throws `payment.not_found`, `refund.not_collected`, `refund.too_large`. */
  refund(id: string, terms: { readonly amount?: number; readonly reason?: string }): Refund;
  /** Lets payments move on whose time has come: call it before anything reads them. */
  settleDue(): void;
}

export interface PaymentsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly money: MoneyLedger;
}

export function createPayments({ store, clock, newId, money }: PaymentsDeps): Payments {
  function collect({ tenant, payment }: StoredPayment, cause: 'charge' | 'settlement'): void {
    const { id, amount } = payment;
    money.move({ cause, payment: id, tenant, from: 'customer_wallet', to: 'provider_clearing', money: amount });
  }

  function moveOn(stored: StoredPayment, { status, reason = null }: { status: PaymentStatus; reason?: string | null }) {
    const { payment: before } = stored;
    if (!NEXT[before.status].includes(status)) {
      throw sandboxErrors.fault('payment.transition', { id: before.id, from: before.status, to: status });
    }
    const payment: Payment = { ...before, status, reason, updated_at: instant(clock.now()) };
    updatePayment(store, payment);
    if (status === 'succeeded') collect({ ...stored, payment }, 'settlement');
    return payment;
  }

  return {
    charge(tenant, given) {
      const { first, reason, then } = courseOf(given.method, given.payer);
      const now = clock.now();
      const at = instant(now);
      const payment: Payment = {
        id: newId('pay'),
        status: first,
        method: given.method,
        amount: given.amount,
        refunded: { amount: 0, currency: given.amount.currency },
        payer: given.payer,
        order_id: given.order_id ?? null,
        reference: given.reference ?? null,
        reason,
        created_at: at,
        updated_at: at,
      };
      const due = then === null ? null : { at: now + then.afterMs, status: then.status };
      const stored = { tenant, payment, due };
      insertPayment(store, stored);
      if (first === 'succeeded') collect(stored, 'charge');
      return payment;
    },
    settle: (id, settlement) => moveOn(findPayment(store, id), settlement),
    refund(id, { amount: wanted, reason = null as string | null }) {
      const { payment, tenant } = findPayment(store, id);
      const { status, amount, refunded } = payment;
      if (status !== 'succeeded') throw sandboxErrors.fault('refund.not_collected', { id, payment_status: status });
      const { currency } = amount;
      const left = amount.amount - refunded.amount;
      const back = wanted ?? left;
      if (back > left) throw sandboxErrors.fault('refund.too_large', { id, left, currency, wanted: back });
      const now = instant(clock.now());
      const changed: Payment = {
        ...payment,
        status: back === left ? 'reversed' : 'succeeded',
        refunded: { amount: refunded.amount + back, currency },
        updated_at: now,
      };
      updatePayment(store, changed);
      money.move({
        cause: 'refund',
        payment: id,
        tenant,
        from: 'provider_clearing',
        to: 'customer_wallet',
        money: { amount: back, currency },
      });
      const refund: Refund = {
        id: newId('ref'),
        payment_id: id,
        amount: { amount: back, currency },
        reason,
        payment_status: changed.status,
        created_at: now,
      };
      insertRefund(store, refund);
      return refund;
    },
    settleDue() {
      const due = duePayments(store, clock.now());
      if (due.length === 0) return;
      store.transaction(() => {
        for (const stored of due) moveOn(stored, { status: stored.due!.status });
      });
    },
  };
}
