import { sql } from 'kysely';
import type { Trx } from './database.ts';

/** A connection of a tenant, without its secret. Class `local` is made by the supervisor only and names one loopback origin. */
export interface ConnectionRow {
  readonly name: string;
  readonly type: string;
  readonly class: 'public' | 'local';
  /** `null`: nothing is called through it, it only keeps a secret. */
  readonly baseUrl: string | null;
  readonly hosts: readonly string[];
  readonly hasSecret: boolean;
}

/** Writes a connection. `secret`: sealed; `null` removes it, left out it stays as it is. */
export async function saveConnection(
  trx: Trx,
  tenant: string,
  connection: Omit<ConnectionRow, 'hasSecret'>,
  secret?: Buffer | null,
): Promise<void> {
  const { name, type, baseUrl, hosts } = connection;
  const values = {
    type,
    class: connection.class,
    base_url: baseUrl,
    hosts: [...hosts],
    ...(secret === undefined ? {} : { secret }),
  };
  await trx
    .insertInto('connection')
    .values({ tenant_id: tenant, name, ...values, secret: secret ?? null })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'name']).doUpdateSet(values))
    .execute();
}

export async function loadConnection(trx: Trx, tenant: string, name: string): Promise<ConnectionRow | null> {
  const row = await rows(trx, tenant).where('name', '=', name).executeTakeFirst();
  return row === undefined ? null : toConnection(row);
}

export async function listConnections(trx: Trx, tenant: string): Promise<ConnectionRow[]> {
  return (await rows(trx, tenant).orderBy('name').execute()).map(toConnection);
}

/** The sealed secret of a connection, or `null` where none is set. */
export async function loadSecret(trx: Trx, tenant: string, name: string): Promise<Buffer | null> {
  const row = await trx
    .selectFrom('connection')
    .select('secret')
    .where('tenant_id', '=', tenant)
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.secret ?? null;
}

export async function deleteConnection(trx: Trx, tenant: string, name: string): Promise<void> {
  await trx.deleteFrom('connection').where('tenant_id', '=', tenant).where('name', '=', name).execute();
}

/** A service whose active version declares a connection, or `null` if none does. */
export async function userOfConnection(trx: Trx, tenant: string, name: string): Promise<string | null> {
  const row = await trx
    .selectFrom('service as s')
    .innerJoin('service_version as v', (join) =>
      join
        .onRef('v.tenant_id', '=', 's.tenant_id')
        .onRef('v.service_id', '=', 's.id')
        .onRef('v.version', '=', 's.active_version'),
    )
    .select('s.id')
    .where('s.tenant_id', '=', tenant)
    .where('s.status', '!=', 'archived')
    .where(sql<boolean>`(v.document->'connections')::jsonb @> ${JSON.stringify([{ name }])}::jsonb`)
    .orderBy('s.id')
    .executeTakeFirst();
  return row?.id ?? null;
}

function rows(trx: Trx, tenant: string) {
  return trx
    .selectFrom('connection')
    .select(['name', 'type', 'class', 'base_url', 'hosts', sql<boolean>`secret is not null`.as('has_secret')])
    .where('tenant_id', '=', tenant);
}

function toConnection(row: {
  name: string;
  type: string;
  class: 'public' | 'local';
  base_url: string | null;
  hosts: string[];
  has_secret: boolean;
}): ConnectionRow {
  const { name, type, hosts } = row;
  return { name, type, class: row.class, baseUrl: row.base_url, hosts, hasSecret: row.has_secret };
}
