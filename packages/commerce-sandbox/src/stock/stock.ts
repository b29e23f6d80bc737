import { sandboxErrors } from '../errors.ts';
import type { Store } from '../store/open-store.ts';
import { pageOf, type Rows } from '../store/rows.ts';
import type { Level, ReservationLine, StockItem, StockQuery } from './shapes.ts';

/** The part of an item that does not move. */
export type StockCard = Omit<StockItem, 'sku' | 'on_hand' | 'reserved' | 'available'>;

interface StockRow {
  readonly sku: string;
  readonly on_hand: number;
  readonly reserved: number;
  readonly document: string;
}

const AVAILABLE = '(on_hand - reserved)';

/** Throws `stock.not_found`. */
export function getItem(store: Store, sku: string): StockItem {
  const row = store.get<StockRow>('select * from stock where sku = ?', sku);
  if (row === undefined) throw sandboxErrors.fault('stock.not_found', { sku });
  return itemOf(row);
}

/** Items in the order of their codes. */
export function listItems(
  store: Store,
  { low, supplier }: StockQuery,
  after: string,
  limit: number,
): Rows<StockItem, string> {
  const rows = store.all<StockRow>(
    `select * from stock where sku > ?1 and (?2 is null or document ->> 'supplier' = ?2)
       and (?3 = 0 or ${AVAILABLE} <= document ->> 'reorder_level') order by sku limit ?4`,
    after,
    supplier ?? null,
    low === true ? 1 : 0,
    limit + 1,
  );
  return pageOf(rows, limit, itemOf, (row) => row.sku);
}

/** Adds an item unless it is there. */
export function addItem(store: Store, sku: string, onHand: number, card: StockCard): void {
  store.run(
    'insert into stock (sku, on_hand, reserved, document) values (?, ?, 0, ?) on conflict do nothing',
    sku,
    onHand,
    JSON.stringify(card),
  );
}

/** Sets units aside, all lines or none. Throws `stock.not_found` or `stock.insufficient`. */
export function holdUnits(store: Store, lines: readonly ReservationLine[]): Level[] {
  for (const { sku, quantity } of lines) {
    const { available } = getItem(store, sku);
    if (available < quantity) {
      throw sandboxErrors.fault('stock.insufficient', { sku, available, wanted: quantity });
    }
    store.run('update stock set reserved = reserved + ? where sku = ?', quantity, sku);
  }
  return levelsOf(store, lines);
}

/** Gives units back that were set aside. */
export function freeUnits(store: Store, lines: readonly ReservationLine[]): Level[] {
  for (const { sku, quantity } of lines) {
    store.run('update stock set reserved = reserved - ? where sku = ?', quantity, sku);
  }
  return levelsOf(store, lines);
}

function levelsOf(store: Store, lines: readonly ReservationLine[]): Level[] {
  const codes = new Set(lines.map((line) => line.sku));
  return [...codes].map((code) => {
    const { sku, on_hand, reserved, available } = getItem(store, code);
    return { sku, on_hand, reserved, available };
  });
}

function itemOf({ sku, on_hand, reserved, document }: StockRow): StockItem {
  return { sku, ...(JSON.parse(document) as StockCard), on_hand, reserved, available: on_hand - reserved };
}
