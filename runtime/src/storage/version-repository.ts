import { domainErrors } from '../domain/errors.ts';
import type { Trx } from './database.ts';

/** Keeps a plan by its hash; the same plan twice is one row. */
export async function savePlan(trx: Trx, tenant: string, hash: string, body: string): Promise<void> {
  await trx
    .insertInto('plan')
    .values({ tenant_id: tenant, hash, body })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Canonical JSON of a plan, or `null`. */
export async function loadPlan(trx: Trx, tenant: string, hash: string): Promise<string | null> {
  const row = await trx
    .selectFrom('plan')
    .select('body')
    .where('tenant_id', '=', tenant)
    .where('hash', '>=', hash)
    .where('hash', '<=', `${hash}g`)
    .executeTakeFirst();
  return row?.body ?? null;
}

/** One published version as stored. */
export interface VersionRow {
  readonly version: number;
  /** What people call it; empty where nobody gave it a name. */
  readonly name: string;
  readonly notes: string;
  readonly document: unknown;
  readonly planHash: string;
  readonly serviceHash: string;
  readonly publishedBy: string;
  readonly publishedAt: Date;
}

export async function saveVersion(
  trx: Trx,
  tenant: string,
  service: string,
  row: Omit<VersionRow, 'publishedAt'>,
): Promise<void> {
  await trx
    .insertInto('service_version')
    .values({
      tenant_id: tenant,
      service_id: service,
      version: row.version,
      name: row.name,
      notes: row.notes,
      document: JSON.stringify(row.document),
      plan_hash: row.planHash,
      service_hash: row.serviceHash,
      published_by: row.publishedBy,
    })
    .execute();
}

/** Versions of a service, newest first, below `before` if given. */
export async function listVersions(
  trx: Trx,
  tenant: string,
  service: string,
  page: { before?: number; limit: number },
): Promise<VersionRow[]> {
  let query = trx
    .selectFrom('service_version')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('service_id', '=', service);
  if (page.before !== undefined) query = query.where('version', '<', page.before);
  const rows = await query.orderBy('version', 'desc').limit(page.limit).execute();
  return rows.map(toVersion);
}

export async function loadVersion(
  trx: Trx,
  tenant: string,
  service: string,
  version: number,
): Promise<VersionRow | null> {
  const row = await trx
    .selectFrom('service_version')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('service_id', '=', service)
    .where('version', '=', version)
    .executeTakeFirst();
  return row === undefined ? null : toVersion(row);
}

/** The version, or the fault that it is not there. */
export async function requireVersion(trx: Trx, tenant: string, id: string, version: number): Promise<VersionRow> {
  const row = await loadVersion(trx, tenant, id, version);
  if (row === null) throw domainErrors.fault('version.not_found', { id, version });
  return row;
}

function toVersion(row: {
  version: number;
  name: string;
  notes: string;
  document: unknown;
  plan_hash: string;
  service_hash: string;
  published_by: string;
  published_at: Date;
}): VersionRow {
  return {
    version: row.version,
    name: row.name,
    notes: row.notes,
    document: row.document,
    planHash: row.plan_hash,
    serviceHash: row.service_hash,
    publishedBy: row.published_by,
    publishedAt: row.published_at,
  };
}
