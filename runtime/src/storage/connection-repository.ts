import type { Trx } from './database.ts';

/** A connection of a tenant. Class `local` is made by the supervisor only and names one loopback origin. */
export interface ConnectionRow {
  readonly name: string;
  readonly type: string;
  readonly class: 'public' | 'local';
  readonly baseUrl: string;
}

export async function saveConnection(trx: Trx, tenant: string, connection: ConnectionRow): Promise<void> {
  const { name, type, baseUrl } = connection;
  await trx
    .insertInto('connection')
    .values({ tenant_id: tenant, name, type, class: connection.class, base_url: baseUrl })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'name']).doUpdateSet({ type, class: connection.class, base_url: baseUrl }),
    )
    .execute();
}

export async function loadConnection(trx: Trx, tenant: string, name: string): Promise<ConnectionRow | null> {
  const row = await trx
    .selectFrom('connection')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('name', '=', name)
    .executeTakeFirst();
  return row === undefined ? null : { name: row.name, type: row.type, class: row.class, baseUrl: row.base_url };
}

export async function listConnections(trx: Trx, tenant: string): Promise<ConnectionRow[]> {
  const rows = await trx.selectFrom('connection').selectAll().where('tenant_id', '=', tenant).orderBy('name').execute();
  return rows.map((row) => ({ name: row.name, type: row.type, class: row.class, baseUrl: row.base_url }));
}
