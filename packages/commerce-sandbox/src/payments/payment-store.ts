import { sandboxErrors } from '../errors.ts';
import type { Store } from '../store/open-store.ts';
import { pageOf, type Rows } from '../store/rows.ts';
import type { Payment, PaymentQuery, Refund } from './shapes.ts';

/** A payment with what callers do not see: whose it is, and what becomes of it by itself. */
export interface StoredPayment {
  readonly tenant: string;
  readonly payment: Payment;
  readonly due: { readonly at: number; readonly status: 'succeeded' | 'failed' } | null;
}

interface PaymentRow {
  readonly seq: number;
  readonly tenant: string;
  readonly document: string;
  readonly settles_at: number | null;
  readonly settles_to: 'succeeded' | 'failed' | null;
}

export function insertPayment(store: Store, { payment, tenant, due }: StoredPayment): void {
  store.run(
    'insert into payment (id, tenant, document, settles_at, settles_to) values (?, ?, ?, ?, ?)',
    payment.id,
    tenant,
    JSON.stringify(payment),
    due?.at ?? null,
    due?.status ?? null,
  );
}

/** Writes a payment that has moved on: what was to become of it by itself is forgotten. */
export function updatePayment(store: Store, payment: Payment): void {
  store.run(
    'update payment set document = ?, settles_at = null, settles_to = null where id = ?',
    JSON.stringify(payment),
    payment.id,
  );
}

/** Throws `payment.not_found`. */
export function findPayment(store: Store, id: string): StoredPayment {
  const row = store.get<PaymentRow>('select * from payment where id = ?', id);
  if (row === undefined) throw sandboxErrors.fault('payment.not_found', { id });
  return storedOf(row);
}

/** Payments whose time to settle by themselves has come, oldest first. */
export function duePayments(store: Store, now: number): StoredPayment[] {
  return store
    .all<PaymentRow>('select * from payment where settles_at <= ? order by settles_at, seq', now)
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

function storedOf({ tenant, document, settles_at, settles_to }: PaymentRow): StoredPayment {
  return {
    tenant,
    payment: JSON.parse(document) as Payment,
    due: settles_at === null || settles_to === null ? null : { at: settles_at, status: settles_to },
  };
}
