import { sql, type Transaction } from 'kysely';
import { databaseErrors } from './errors.ts';

export interface VersionedUpdate {
  readonly table: string;
  /** All columns of the primary key: `{ tenant_id, id }`. */
  readonly key: Readonly<Record<string, string>>;
  /** The version that was read; column `version` must still hold it. */
  readonly version: number;
  /** Columns to write. Values for `json` and `jsonb` columns are given as JSON text. */
  readonly set: Readonly<Record<string, unknown>>;
}

/**
 * Writes a row only if nobody else did since it was read (optimistic locking), and raises its `version` by one. Returns the
 * new version. Throws `storage.conflict` if the version is another one or the row is gone.
 */
export async function updateVersioned<Tables>(trx: Transaction<Tables>, update: VersionedUpdate): Promise<number> {
  const assignments = Object.entries(update.set).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  const conditions = Object.entries(update.key).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  const { rows } = await sql<{ version: string }>`
    update ${sql.table(update.table)}
    set ${sql.join([...assignments, sql`version = version + 1`])}
    where ${sql.join([...conditions, sql`version = ${update.version}`], sql` and `)}
    returning version::text as version`.execute(trx);
  const row = rows[0];
  if (row === undefined) throw databaseErrors.fault('storage.conflict', { version: update.version });
  return Number(row.version);
}
