import type { Page, ServiceSummary, ServicesQuery } from '@omniroute/contracts';
import { formatInstant } from '@omniroute/primitives';
import { createCursor } from '@omniroute/server-kit';
import { sql } from 'kysely';
import type Type from 'typebox';
import { domainErrors } from '../domain/errors.ts';
import type { Trx } from '../storage/index.ts';

type Sort = NonNullable<ServicesQuery['sort']>;

/** Where a page ended: by what is sorted, then by id. A list that is sorted otherwise has other cursors. */
interface Place {
  readonly sort: Sort;
  readonly by: string;
  readonly id: string;
}
const cursors = createCursor('services', (value): value is Place =>
  ['sort', 'by', 'id'].every((key) => typeof (value as Record<string, unknown> | null)?.[key] === 'string'),
);

/** What each order compares, as text that compares alike. */
const ORDERS = {
  id: { by: sql<string>`id`, direction: 'asc' },
  name: { by: sql<string>`lower(name)`, direction: 'asc' },
  changed: { by: sql<string>`to_char(updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US')`, direction: 'desc' },
} as const;

/** One page of the tenant's services, found and sorted as asked. */
export async function listServices(
  trx: Trx,
  tenant: string,
  asked: ServicesQuery,
): Promise<Type.Static<ReturnType<typeof Page<typeof ServiceSummary>>>> {
  const { limit = 50, sort = 'id', search = '', status, cursor } = asked;
  const { by, direction } = ORDERS[sort];
  let query = trx.selectFrom('service').selectAll().select(by.as('place')).where('tenant_id', '=', tenant);
  const words = search.trim();
  if (words !== '') {
    const part = `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`;
    query = query.where((where) => where.or([where('name', 'ilike', part), where('id', 'ilike', part)]));
  }
  if (status !== undefined) query = query.where('status', '=', status);
  if (cursor !== undefined) {
    const place = cursors.decode(cursor);
    if (place.sort !== sort) throw domainErrors.fault('list.order', { sort });
    const after =
      direction === 'asc'
        ? sql<boolean>`(${by}, id) > (${place.by}, ${place.id})`
        : sql<boolean>`(${by}, id) < (${place.by}, ${place.id})`;
    query = query.where(after);
  }
  const rows = await query
    .orderBy(by, direction)
    .orderBy('id', direction)
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const runs = await lastRuns(
    trx,
    tenant,
    page.map(({ id }) => id),
  );
  return {
    items: page.map((row) => summaryOf(row, runs.get(row.id) ?? null)),
    next: rows.length > limit && last !== undefined ? cursors.encode({ sort, by: last.place, id: last.id }) : null,
  };
}

/** One service as lists show it, or the fault that it is not there. */
export async function serviceSummary(trx: Trx, tenant: string, id: string): Promise<ServiceSummary> {
  const row = await trx
    .selectFrom('service')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw domainErrors.fault('service.not_found', { id });
  return summaryOf(row, (await lastRuns(trx, tenant, [id])).get(id) ?? null);
}

interface ServiceRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly status: string;
  readonly active_version: number | null;
  readonly updated_at: Date;
}

function summaryOf(row: ServiceRow, run: ServiceSummary['last_run']): ServiceSummary {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    category: row.category,
    status: row.status as ServiceSummary['status'],
    active_version: row.active_version,
    updated_at: formatInstant(row.updated_at.getTime()),
    last_run: run,
  };
}

/** The run that was started last of each service. */
async function lastRuns(
  trx: Trx,
  tenant: string,
  services: readonly string[],
): Promise<ReadonlyMap<string, NonNullable<ServiceSummary['last_run']>>> {
  if (services.length === 0) return new Map();
  // One look into the index for each service, however many runs it has.
  const rows = await trx
    .selectFrom('service')
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('run')
          .select(['run.id as run', 'run.status as state', 'run.started_at as at'])
          .whereRef('run.tenant_id', '=', 'service.tenant_id')
          .whereRef('run.service_id', '=', 'service.id')
          .orderBy('run.started_at', 'desc')
          .orderBy('run.id', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select(['service.id', 'last.run', 'last.state', 'last.at'])
    .where('service.tenant_id', '=', tenant)
    .where('service.id', 'in', services)
    .execute();
  return new Map(
    rows.map(({ id, run, state, at }) => [id, { id: run, status: state, started_at: formatInstant(at.getTime()) }]),
  );
}
