import { instant } from '../clock.ts';
import { sandboxErrors } from '../errors.ts';
import { getOrder } from '../orders/orders.ts';
import { confirmedAmount, type PaymentsOf } from '../payments/payment-store.ts';
import type { Store } from '../store/open-store.ts';
import type { NewRelease, Release } from './shapes.ts';

/** How long goods may be picked up: 72 hours. */
const VALID_MS = 72 * 3_600_000;

/** Throws `release.not_found`. */
export function getRelease(store: Store, id: string): Release {
  const row = store.get<{ document: string }>('select document from release where id = ?', id);
  if (row === undefined) throw sandboxErrors.fault('release.not_found', { id });
  return JSON.parse(row.document) as Release;
}

/** Releases of an order in the order in which they were given. Throws `order.not_found`. */
export function releasesOf(store: Store, orderId: string): Release[] {
  getOrder(store, orderId);
  return store
    .all<{ document: string }>(`select document from release where document ->> 'order_id' = ? order by seq`, orderId)
    .map((row) => JSON.parse(row.document) as Release);
}

/**
 * Gives the right to pick up goods worth `amount`. Throws `order.not_found`, `release.order_cancelled`,
 * `release.currency`, `release.too_large` for more than is left of the order, and `release.not_covered` unless the money
 * confirmed under the reference in that currency, less what was released for it before, covers it.
 */
export function issueRelease(
  { store, now, tenant }: { readonly store: Store; readonly now: number; readonly tenant: string },
  id: string,
  orderId: string,
  given: NewRelease,
): Release {
  const order = getOrder(store, orderId);
  const { amount: wanted, currency } = given.amount;
  if (order.status === 'cancelled') throw sandboxErrors.fault('release.order_cancelled', { id: orderId });
  if (currency !== order.total.currency) {
    throw sandboxErrors.fault('release.currency', { id: orderId, currency: order.total.currency, given: currency });
  }
  const left = order.total.amount - issuedOf(store, orderId);
  if (wanted > left) throw sandboxErrors.fault('release.too_large', { id: orderId, left, currency, wanted });
  const reference = given.payment_reference;
  const payments = { tenant, reference, currency };
  const confirmed = confirmedAmount(store, payments) - issuedFor(store, payments);
  if (wanted > confirmed) {
    throw sandboxErrors.fault('release.not_covered', { reference, confirmed, currency, wanted });
  }
  const at = instant(now);
  const release: Release = {
    id,
    order_id: orderId,
    status: 'issued',
    amount: given.amount,
    payment_reference: reference,
    expires_at: instant(now + VALID_MS),
    created_at: at,
    updated_at: at,
  };
  store.run('insert into release (id, tenant, document) values (?, ?, ?)', id, tenant, JSON.stringify(release));
  return release;
}

/** Throws `release.not_found` or `release.revoked`. */
export function revokeRelease(store: Store, id: string, now: number): Release {
  const found = getRelease(store, id);
  if (found.status === 'revoked') throw sandboxErrors.fault('release.revoked', { id });
  const release: Release = { ...found, status: 'revoked', updated_at: instant(now) };
  store.run('update release set document = ? where id = ?', JSON.stringify(release), id);
  return release;
}

const ISSUED = `select coalesce(sum(document ->> '$.amount.amount'), 0) as sum from release
  where document ->> 'status' = 'issued'`;

/** What of an order is released and not revoked. */
function issuedOf(store: Store, orderId: string): number {
  return store.get<{ sum: number }>(`${ISSUED} and document ->> 'order_id' = ?`, orderId)!.sum;
}

/** What is released and not revoked for the payments of a reference. */
function issuedFor(store: Store, { tenant, reference, currency }: PaymentsOf): number {
  return store.get<{ sum: number }>(
    `${ISSUED} and tenant = ? and document ->> 'payment_reference' = ? and document ->> '$.amount.currency' = ?`,
    tenant,
    reference,
    currency,
  )!.sum;
}
