import { sandboxErrors } from '../errors.ts';
import type { Currency } from '../money/currencies.ts';
import type { Store } from '../store/open-store.ts';
import { pageOf, type Rows } from '../store/rows.ts';
import type { Due } from './dues.ts';
import type { Payment, PaymentQuery, Refund } from './shapes.ts';

/** A payment with what callers do not see: whose it is, the key that charged, and what becomes of it by itself. */
export interface StoredPayment {
  readonly tenant: string;
  readonly chargeKey: string;
  readonly payment: Payment;
  readonly dues: readonly Due[];
}

interface PaymentRow {
  readonly seq: number;
  readonly tenant: string;
  readonly charge_key: string;
  readonly document: string;
  readonly dues: string;
}

export function insertPayment(store: Store, { payment, tenant, chargeKey, dues }: StoredPayment): void {
  store.run(
    'insert into payment (id, tenant, charge_key, document, dues) values (?, ?, ?, ?, ?)',
    payment.id,
    tenant,
    chargeKey,
    JSON.stringify(payment),
    JSON.stringify(dues),
  );
}

/** Writes a payment that has moved on, with what is still to become of it by itself. */
export function updatePayment(store: Store, payment: Payment, dues: readonly Due[]): void {
  store.run(
    'update payment set document = ?, dues = ? where id = ?',
    JSON.stringify(payment),
    JSON.stringify(dues),
    payment.id,
  );
}

/** Throws `payment.not_found`. */
export function findPayment(store: Store, id: string): StoredPayment {
  const row = store.get<PaymentRow>('select * from payment where id = ?', id);
  if (row === undefined) throw sandboxErrors.fault('payment.not_found', { id });
  return storedOf(row);
}

/** The payment whose time to move by itself came first, if it has come. */
export function nextDuePayment(store: Store, now: number): StoredPayment | undefined {
  const row = store.get<PaymentRow>('select * from payment where due_at <= ? order by due_at, seq limit 1', now);
  return row === undefined ? undefined : storedOf(row);
}

/** When the next payment moves by itself of which somebody is to be told. */
export function nextToldDue(store: Store): number | null {
  return store.get<{ at: number | null }>(
    `select min(due_at) as at from payment where due_at is not null and document ->> 'callback_url' is not null`,
  )!.at;
}

export interface PaymentsOf {
  readonly tenant: string;
  readonly reference: string;
  readonly currency: Currency;
}

/** What came in this currency under a reference and did not go back. */
export function confirmedAmount(store: Store, { tenant, reference, currency }: PaymentsOf): number {
  return store.get<{ sum: number }>(
    `select coalesce(sum(document ->> '$.paid.amount' - document ->> '$.refunded.amount'), 0) as sum from payment
     where tenant = ? and reference = ? and document ->> '$.paid.currency' = ?`,
    tenant,
    reference,
    currency,
  )!.sum;
}

/** The payments of a tenant under a reference, oldest first. */
export function paymentsOf(store: Store, tenant: string, reference: string): StoredPayment[] {
  return store
    .all<PaymentRow>('select * from payment where tenant = ? and reference = ? order by seq', tenant, reference)
    .map(storedOf);
}

export function queryPayments(
  store: Store,
  { reference, status }: PaymentQuery,
  after: number,
  limit: number,
): Rows<Payment, number> {
  const rows = store.all<PaymentRow>(
    `select * from payment
     where (?1 is null or reference = ?1) and (?2 is null or status = ?2) and seq > ?3 order by seq limit ?4`,
    reference ?? null,
    status ?? null,
    after,
    limit + 1,
  );
  return pageOf(
    rows,
    limit,
    (row) => JSON.parse(row.document) as Payment,
    (row) => row.seq,
  );
}

export function insertRefund(store: Store, refund: Refund): void {
  store.run('insert into refund (id, document) values (?, ?)', refund.id, JSON.stringify(refund));
}

/** Throws `refund.not_found`. */
export function findRefund(store: Store, id: string): Refund {
  const row = store.get<{ document: string }>('select document from refund where id = ?', id);
  if (row === undefined) throw sandboxErrors.fault('refund.not_found', { id });
  return JSON.parse(row.document) as Refund;
}

function storedOf({ tenant, charge_key, document, dues }: PaymentRow): StoredPayment {
  return {
    tenant,
    chargeKey: charge_key,
    payment: JSON.parse(document) as Payment,
    dues: JSON.parse(dues) as readonly Due[],
  };
}
