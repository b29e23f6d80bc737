import { sql } from 'kysely';
import { domainErrors } from '../domain/errors.ts';
import {
  decide,
  evolve,
  type ServiceCommand,
  type ServiceDefinition,
  type ServiceEvent,
  type ServiceStatus,
} from '../domain/service-definition.ts';
import type { Trx } from './database.ts';

/** What is stored of a draft beside the aggregate. */
export interface DraftRow {
  readonly document: unknown;
  readonly name: string;
  readonly description: string;
  readonly category: string;
}

/** The aggregate of a service, or `null`. */
export async function loadService(trx: Trx, tenant: string, id: string): Promise<ServiceDefinition | null> {
  const row = await trx
    .selectFrom('service')
    .select([
      'id',
      'name',
      'status',
      'revision',
      'latest_version',
      'active_version',
      sql<number>`coalesce(json_array_length(draft->'nodes'), 0)`.as('nodes'),
    ])
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    id: row.id,
    name: row.name,
    status: row.status as ServiceStatus,
    revision: Number(row.revision),
    latestVersion: row.latest_version,
    activeVersion: row.active_version,
    nodeCount: Number(row.nodes),
  };
}

/** Ids of the services that have a version to run. */
export async function serviceIds(trx: Trx, tenant: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('service')
    .select('id')
    .where('tenant_id', '=', tenant)
    .where('active_version', 'is not', null)
    .where('status', '!=', 'archived')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** The aggregate, or the fault that it is not there. */
export async function requireService(trx: Trx, tenant: string, id: string): Promise<ServiceDefinition> {
  const service = await loadService(trx, tenant, id);
  if (service === null) throw domainErrors.fault('service.not_found', { id });
  return service;
}

/** The stored draft, or the fault that there is no such service. */
export async function requireDraft(trx: Trx, tenant: string, id: string): Promise<unknown> {
  const row = await trx
    .selectFrom('service')
    .select('draft')
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw domainErrors.fault('service.not_found', { id });
  return row.draft;
}

/** Refuses what was decided beside another live version than there is now; `undefined` where nobody looked at one. */
export function requireLive(service: ServiceDefinition, looked: number | null | undefined): void {
  if (looked === undefined || looked === service.activeVersion) return;
  throw domainErrors.fault('version.moved', { id: service.id, live: service.activeVersion ?? 'none' });
}

/**
 * Decides a command and writes aggregate and events in one transaction. The row is version-checked before the outbox is
 * written, which is what makes the relay's order right. `expected` is the revision the caller saw; a difference is
 * `service.conflict`. `draft` replaces the stored draft.
 */
export async function commandService(
  trx: Trx,
  tenant: string,
  before: ServiceDefinition | null,
  command: ServiceCommand,
  extra: { ids: () => string; draft?: DraftRow; expected?: number },
): Promise<{ service: ServiceDefinition; events: ServiceEvent[] }> {
  if (before !== null && extra.expected !== undefined && extra.expected !== before.revision) {
    throw domainErrors.fault('service.conflict', { id: before.id, current: before.revision });
  }
  const decision = decide(before, command);
  if (!decision.ok) throw decision.error;
  const service = decision.value.reduce<ServiceDefinition | null>(evolve, before);
  if (service === null) throw domainErrors.fault('service.not_found', { id: '' });
  if (before === null) await insert(trx, tenant, service, extra.draft);
  else if (decision.value.length > 0)
    await update(trx, tenant, before, service, { draft: extra.draft, activatedBy: activatedBy(decision.value) });
  await record(trx, tenant, service, decision.value, extra.ids);
  return { service, events: decision.value };
}

/** Who made a version live by these events; `null` where none became live. */
function activatedBy(events: readonly ServiceEvent[]): string | null {
  const last = events.findLast((event) => event.type === 'VersionReleased' || event.type === 'VersionActivated');
  return last?.by ?? null;
}

async function insert(
  trx: Trx,
  tenant: string,
  service: ServiceDefinition,
  draft: DraftRow | undefined,
): Promise<void> {
  const inserted = await trx
    .insertInto('service')
    .values({
      tenant_id: tenant,
      id: service.id,
      name: service.name,
      status: service.status,
      revision: service.revision,
      active_version: null,
      latest_version: 0,
      description: draft?.description ?? '',
      category: draft?.category ?? 'custom',
      draft: JSON.stringify(draft?.document ?? {}),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) throw domainErrors.fault('service.exists', { id: service.id });
}

async function update(
  trx: Trx,
  tenant: string,
  before: ServiceDefinition,
  after: ServiceDefinition,
  { draft, activatedBy }: { draft: DraftRow | undefined; activatedBy: string | null },
): Promise<void> {
  const updated = await trx
    .updateTable('service')
    .set({
      name: after.name,
      status: after.status,
      revision: after.revision,
      latest_version: after.latestVersion,
      active_version: after.activeVersion,
      updated_at: new Date(),
      ...(activatedBy === null ? {} : { activated_at: new Date(), activated_by: activatedBy }),
      ...(draft === undefined
        ? {}
        : { description: draft.description, category: draft.category, draft: JSON.stringify(draft.document) }),
    })
    .where('tenant_id', '=', tenant)
    .where('id', '=', before.id)
    .where('revision', '=', String(before.revision))
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) throw domainErrors.fault('service.conflict', { id: before.id, current: 'newer' });
}

async function record(
  trx: Trx,
  tenant: string,
  service: ServiceDefinition,
  events: ServiceEvent[],
  ids: () => string,
): Promise<void> {
  if (events.length === 0) return;
  const first = service.revision - events.length + 1;
  await trx
    .insertInto('outbox')
    .values(
      events.map((event, index) => ({
        tenant_id: tenant,
        id: ids(),
        aggregate_type: 'ServiceDefinition',
        aggregate_id: service.id,
        version: first + index,
        type: event.type,
        data: JSON.stringify(event),
      })),
    )
    .execute();
}
