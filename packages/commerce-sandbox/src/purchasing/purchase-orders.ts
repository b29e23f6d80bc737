import { instant } from '../clock.ts';
import { sandboxErrors } from '../errors.ts';
import { getItem } from '../stock/stock.ts';
import type { Store } from '../store/open-store.ts';
import { pageOf, type Rows } from '../store/rows.ts';
import type { NewPurchaseOrder, PurchaseOrder, PurchaseOrderQuery } from './shapes.ts';
import { getSupplier } from './suppliers.ts';

const DAY_MS = 86_400_000;

/** Throws `purchase_order.not_found`. */
export function getPurchaseOrder(store: Store, id: string): PurchaseOrder {
  const row = store.get<{ document: string }>('select document from purchase_order where id = ?', id);
  if (row === undefined) throw sandboxErrors.fault('purchase_order.not_found', { id });
  return JSON.parse(row.document) as PurchaseOrder;
}

export function listPurchaseOrders(
  store: Store,
  { supplier, status }: PurchaseOrderQuery,
  after: number,
  limit: number,
): Rows<PurchaseOrder, number> {
  const rows = store.all<{ seq: number; document: string }>(
    `select seq, document from purchase_order
     where (?1 is null or document ->> 'supplier' = ?1) and (?2 is null or document ->> 'status' = ?2) and seq > ?3
     order by seq limit ?4`,
    supplier ?? null,
    status ?? null,
    after,
    limit + 1,
  );
  return pageOf(
    rows,
    limit,
    (row) => JSON.parse(row.document) as PurchaseOrder,
    (row) => row.seq,
  );
}

/**
 * Orders from a supplier. Throws `supplier.not_found`, `stock.not_found`, `purchase_order.supplier` for goods of another
 * supplier, `purchase_order.currency` and `purchase_order.total`.
 */
export function placePurchaseOrder(store: Store, id: string, given: NewPurchaseOrder, now: number): PurchaseOrder {
  const { currency } = given;
  const supplier = getSupplier(store, given.supplier);
  if (supplier.currency !== currency) {
    throw sandboxErrors.fault('purchase_order.currency', {
      supplier: supplier.id,
      currency: supplier.currency,
      given: currency,
    });
  }
  const items = given.lines.map(({ sku }) => getItem(store, sku));
  const foreign = items.find((item) => item.supplier !== supplier.id);
  if (foreign !== undefined) {
    throw sandboxErrors.fault('purchase_order.supplier', { sku: foreign.sku, supplier: supplier.id });
  }
  const lines = given.lines.map(({ sku, quantity, unit_cost }) => ({
    sku,
    quantity,
    unit_cost: { amount: unit_cost, currency },
    total: { amount: unit_cost * quantity, currency },
  }));
  const sum = lines.reduce((total, line) => total + line.total.amount, 0);
  if (sum !== given.total) throw sandboxErrors.fault('purchase_order.total', { total: given.total, sum, currency });
  const at = instant(now);
  const days = Math.max(...items.map((item) => item.lead_time_days));
  const order: PurchaseOrder = {
    id,
    supplier: supplier.id,
    status: 'placed',
    lines,
    total: { amount: sum, currency },
    expected_at: instant(now + days * DAY_MS),
    created_at: at,
    updated_at: at,
  };
  store.run('insert into purchase_order (id, document) values (?, ?)', id, JSON.stringify(order));
  return order;
}

/** Throws `purchase_order.not_found` or `purchase_order.cancelled`. */
export function cancelPurchaseOrder(store: Store, id: string, now: number): PurchaseOrder {
  const placed = getPurchaseOrder(store, id);
  if (placed.status === 'cancelled') throw sandboxErrors.fault('purchase_order.cancelled', { id });
  const order: PurchaseOrder = { ...placed, status: 'cancelled', updated_at: instant(now) };
  store.run('update purchase_order set document = ? where id = ?', JSON.stringify(order), id);
  return order;
}
