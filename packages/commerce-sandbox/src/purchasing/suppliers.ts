import { sandboxErrors } from '../errors.ts';
import type { Store } from '../store/open-store.ts';
import { pageOf, type Rows } from '../store/rows.ts';
import type { Supplier } from './shapes.ts';

/** Throws `supplier.not_found`. */
export function getSupplier(store: Store, id: string): Supplier {
  const row = store.get<{ document: string }>('select document from supplier where id = ?', id);
  if (row === undefined) throw sandboxErrors.fault('supplier.not_found', { id });
  return JSON.parse(row.document) as Supplier;
}

/** Suppliers in the order of their ids. */
export function listSuppliers(store: Store, after: string, limit: number): Rows<Supplier, string> {
  const rows = store.all<{ id: string; document: string }>(
    'select id, document from supplier where id > ? order by id limit ?',
    after,
    limit + 1,
  );
  return pageOf(
    rows,
    limit,
    (row) => JSON.parse(row.document) as Supplier,
    (row) => row.id,
  );
}

/** Adds a supplier unless it is there. */
export function addSupplier(store: Store, supplier: Supplier): void {
  store.run(
    'insert into supplier (id, document) values (?, ?) on conflict do nothing',
    supplier.id,
    JSON.stringify(supplier),
  );
}
