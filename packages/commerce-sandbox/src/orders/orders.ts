import { instant } from '../clock.ts';
import { sandboxErrors } from '../errors.ts';
import { LARGEST_AMOUNT } from '../money/currencies.ts';
import type { Store } from '../store/open-store.ts';
import { pageOf, type Rows } from '../store/rows.ts';
import type { NewOrder, Order, OrderStatus } from './shapes.ts';

/** What an order may become. */
const NEXT: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  placed: ['confirmed', 'cancelled'],
  confirmed: ['dispatched', 'cancelled'],
  dispatched: ['delivered'],
  delivered: [],
  cancelled: [],
};

export function orderExists(store: Store, id: string): boolean {
  return store.get('select 1 from orders where id = ?', id) !== undefined;
}

/** Throws `order.not_found`. */
export function getOrder(store: Store, id: string): Order {
  const row = store.get<{ document: string }>('select document from orders where id = ?', id);
  if (row === undefined) throw sandboxErrors.fault('order.not_found', { id });
  return JSON.parse(row.document) as Order;
}

export function listOrders(
  store: Store,
  status: OrderStatus | undefined,
  after: number,
  limit: number,
): Rows<Order, number> {
  const rows = store.all<{ seq: number; document: string }>(
    'select seq, document from orders where (?1 is null or status = ?1) and seq > ?2 order by seq limit ?3',
    status ?? null,
    after,
    limit + 1,
  );
  return pageOf(
    rows,
    limit,
    (row) => JSON.parse(row.document) as Order,
    (row) => row.seq,
  );
}

/** Writes a new order with its totals. Throws `order.exists`, or `request.invalid` if the total is too large. */
export function createOrder(store: Store, id: string, given: NewOrder, now: number): Order {
  if (orderExists(store, id)) throw sandboxErrors.fault('order.exists', { id });
  const { customer, phone, currency } = given;
  const lines = given.lines.map(({ sku, quantity, unit_price }) => ({
    sku,
    quantity,
    unit_price: { amount: unit_price, currency },
    total: { amount: unit_price * quantity, currency },
  }));
  const amount = lines.reduce((sum, line) => sum + line.total.amount, 0);
  if (amount > LARGEST_AMOUNT) {
    const errors = [{ pointer: '/lines', message: `must not sum to more than ${LARGEST_AMOUNT}` }];
    throw sandboxErrors.fault('request.invalid', { part: 'body', errors });
  }
  const at = instant(now);
  const total = { amount, currency };
  const order: Order = { id, customer, phone, status: 'placed', lines, total, created_at: at, updated_at: at };
  store.run('insert into orders (id, document) values (?, ?)', id, JSON.stringify(order));
  return order;
}

/** Throws `order.not_found` or `order.transition`. */
export function changeOrder(store: Store, id: string, to: OrderStatus, now: number): Order {
  const order = getOrder(store, id);
  if (!NEXT[order.status].includes(to)) {
    throw sandboxErrors.fault('order.transition', { id, from: order.status, to });
  }
  const changed: Order = { ...order, status: to, updated_at: instant(now) };
  store.run('update orders set document = ? where id = ?', JSON.stringify(changed), id);
  return changed;
}
