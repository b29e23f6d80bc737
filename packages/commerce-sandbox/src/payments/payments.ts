import { assertNever } from '@omniroute/errors';
import { checkCallbackUrl } from '../callbacks/callback-url.ts';
import type { Callbacks } from '../callbacks/callbacks.ts';
import { type Clock, instant } from '../clock.ts';
import { sandboxErrors } from '../errors.ts';
import type { NewId } from '../ids.ts';
import type { EffectKey } from '../ledger/effect-key.ts';
import type { Money } from '../money/currencies.ts';
import type { MoneyLedger } from '../money/money-ledger.ts';
import type { Store } from '../store/open-store.ts';
import { type Due, duesOf } from './dues.ts';
import {
  findPayment,
  insertPayment,
  nextDuePayment,
  paymentsOf,
  type StoredPayment,
  updatePayment,
} from './payment-store.ts';
import { giveBack, type RefundTerms } from './refunds.ts';
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

/** They may still bring money. */
const UNSETTLED: ReadonlySet<PaymentStatus> = new Set(['initiated', 'pending', 'unknown']);

/** The provider's side of payments. All but `settleDue` belong into a transaction of the caller. */
export interface Payments {
  /** Begins a payment; what is collected at once is posted at once. Throws `callback.refused`. */
  charge(key: EffectKey, given: NewPayment): Payment;
  /** Says what became of a payment. Throws `payment.not_found`, `payment.transition`. */
  settle(id: string, settlement: Settlement): Payment;
  /** Gives money back. Throws `payment.not_found`, `refund.not_collected`, `refund.too_large`. */
  refund(id: string, terms: RefundTerms): Refund;
  /**
   * Gives back all that came under a reference and is left; nothing came is nothing to do. Throws `refund.unsettled`
   * while one of its payments may still bring money.
   */
  refundAll(tenant: string, reference: string, reason: string | undefined): Refund[];
  /** Lets payments move on whose time has come: call it before anything reads them. */
  settleDue(): void;
}

export interface PaymentsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly money: MoneyLedger;
  readonly callbacks: Pick<Callbacks, 'tell' | 'beforeResponse'>;
}

interface Move {
  readonly status: PaymentStatus;
  readonly at: number;
  readonly reason?: string | null;
  readonly paid?: Money;
  /** What is still to become of it; nothing if absent. */
  readonly dues?: readonly Due[];
}

export function createPayments({ store, clock, newId, money, callbacks }: PaymentsDeps): Payments {
  function collect({ tenant, payment }: StoredPayment, cause: 'charge' | 'settlement'): void {
    const { id, paid } = payment;
    money.move({ cause, payment: id, tenant, from: 'customer_wallet', to: 'provider_clearing', money: paid });
  }

  /** Writes a new payment; with `paid` it has come already. */
  function begin(stored: StoredPayment, cause: 'charge' | 'settlement'): void {
    insertPayment(store, stored);
    if (stored.payment.status === 'succeeded') collect(stored, cause);
    callbacks.tell(stored);
  }

  function moveOn(stored: StoredPayment, move: Move): Payment {
    const { payment: before } = stored;
    const { status, at, reason = null, dues = [] } = move;
    if (!NEXT[before.status].includes(status)) {
      throw sandboxErrors.fault('payment.transition', { id: before.id, from: before.status, to: status });
    }
    const changes = { status, reason, updated_at: instant(at) };
    const payment =
      status === 'succeeded' ? withMoney(before, move.paid ?? before.amount, at, changes) : { ...before, ...changes };
    updatePayment(store, payment, dues);
    const after = { ...stored, payment, dues };
    if (status === 'succeeded') collect(after, 'settlement');
    callbacks.tell(after);
    return payment;
  }

  /** The payer pays once more for what is paid already: another payment under the same reference. */
  function payAgain(stored: StoredPayment, paid: Money, at: number): void {
    const { payment } = stored;
    const id = newId('pay');
    const born = { id, status: 'succeeded', created_at: instant(at), updated_at: instant(at) } as const;
    const refunded = { amount: 0, currency: paid.currency };
    begin({ ...stored, payment: { ...withMoney(payment, paid, at, born), refunded }, dues: [] }, 'settlement');
  }

  function happen(stored: StoredPayment, at = stored.dues[0]!.at): void {
    const [due, ...dues] = stored.dues;
    switch (due!.to) {
      case 'succeeded':
        return void moveOn(stored, { status: 'succeeded', at, paid: due!.paid, dues });
      case 'failed':
        return void moveOn(stored, { status: 'failed', at, reason: due!.reason, dues });
      case 'again':
        updatePayment(store, stored.payment, dues);
        return payAgain(stored, due!.paid, at);
      default:
        return assertNever(due!);
    }
  }

  function refund(stored: StoredPayment, terms: RefundTerms): Refund {
    const { refund: made, after } = giveBack({ store, money, newId, now: clock.now() }, stored, terms);
    if (after.payment.status === 'reversed') callbacks.tell(after);
    return made;
  }

  return {
    charge(key, given) {
      if (given.callback_url !== undefined) checkCallbackUrl(given.callback_url);
      const course = courseOf(given.method, given.payer);
      const now = clock.now();
      const at = instant(now);
      const asked = given.amount;
      const open: Payment = {
        id: newId('pay'),
        status: course.first,
        method: given.method,
        amount: asked,
        paid: { amount: 0, currency: asked.currency },
        refunded: { amount: 0, currency: asked.currency },
        payer: given.payer,
        order_id: given.order_id ?? null,
        reference: given.reference ?? null,
        reason: course.reason,
        late: false,
        expires_at: given.expires_at ?? null,
        callback_url: given.callback_url ?? null,
        created_at: at,
        updated_at: at,
      };
      const payment = course.first === 'succeeded' ? withMoney(open, asked, now) : open;
      const windowEnd = given.expires_at === undefined ? null : Date.parse(given.expires_at);
      const dues = duesOf(course, asked, now, windowEnd);
      const stored = { tenant: key.tenant, chargeKey: key.text, payment, dues };
      begin(stored, 'charge');
      // The caller gets the answer as it was, and hears before it what has become of the payment meanwhile.
      if (dues[0] !== undefined && callbacks.beforeResponse(stored, dues[0].to)) happen(stored, now);
      return payment;
    },
    settle(id, { status, reason = null as string | null, paid }) {
      const move = { status, reason, at: clock.now(), ...(paid === undefined ? {} : { paid }) };
      return moveOn(findPayment(store, id), move);
    },
    refund: (id, terms) => refund(findPayment(store, id), terms),
    refundAll(tenant, reference, reason) {
      const all = paymentsOf(store, tenant, reference);
      const open = all.find(({ payment }) => UNSETTLED.has(payment.status));
      if (open !== undefined) {
        const { id, status } = open.payment;
        throw sandboxErrors.fault('refund.unsettled', { id, payment_status: status });
      }
      const held = all.filter(({ payment }) => payment.status === 'succeeded');
      return held.map((stored) => refund(stored, reason === undefined ? {} : { reason }));
    },
    settleDue() {
      if (nextDuePayment(store, clock.now()) === undefined) return;
      store.transaction(() => {
        for (;;) {
          const stored = nextDuePayment(store, clock.now());
          if (stored === undefined) return;
          happen(stored);
        }
      });
    },
  };
}

/** A payment for which money has come. */
function withMoney(payment: Payment, paid: Money, at: number, changes: Partial<Payment> = {}): Payment {
  const { expires_at: end } = payment;
  return {
    ...payment,
    ...changes,
    paid,
    refunded: { amount: 0, currency: paid.currency },
    late: end !== null && at > Date.parse(end),
  };
}
