import { instant } from '../clock.ts';
import { sandboxErrors } from '../errors.ts';
import type { NewId } from '../ids.ts';
import type { MoneyLedger } from '../money/money-ledger.ts';
import type { Store } from '../store/open-store.ts';
import { insertRefund, type StoredPayment, updatePayment } from './payment-store.ts';
import type { Payment, Refund } from './shapes.ts';

export interface RefundTerms {
  readonly amount?: number;
  readonly reason?: string;
}

export interface RefundDeps {
  readonly store: Store;
  readonly money: MoneyLedger;
  readonly newId: NewId;
  readonly now: number;
}

/**
 * Gives back of what was paid, in the currency it was paid in: all that is left, or a part, such as what came too much.
 * Throws `refund.not_collected` and `refund.too_large`.
 */
export function giveBack(
  { store, money, newId, now }: RefundDeps,
  stored: StoredPayment,
  { amount: wanted, reason }: RefundTerms,
): { readonly refund: Refund; readonly after: StoredPayment } {
  const { payment, tenant, dues } = stored;
  const { id, status, paid, refunded } = payment;
  if (status !== 'succeeded') throw sandboxErrors.fault('refund.not_collected', { id, payment_status: status });
  const { currency } = paid;
  const left = paid.amount - refunded.amount;
  const back = wanted ?? left;
  if (back > left) throw sandboxErrors.fault('refund.too_large', { id, left, currency, wanted: back });
  const changed: Payment = {
    ...payment,
    status: back === left ? 'reversed' : 'succeeded',
    refunded: { amount: refunded.amount + back, currency },
    updated_at: instant(now),
  };
  updatePayment(store, changed, dues);
  const amount = { amount: back, currency };
  money.move({
    cause: 'refund',
    payment: id,
    tenant,
    from: 'provider_clearing',
    to: 'customer_wallet',
    money: amount,
  });
  const refund: Refund = {
    id: newId('ref'),
    payment_id: id,
    amount,
    reason: reason ?? null,
    payment_status: changed.status,
    created_at: instant(now),
  };
  insertRefund(store, refund);
  return { refund, after: { ...stored, payment: changed } };
}
