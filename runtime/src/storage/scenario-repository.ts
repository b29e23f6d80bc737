import { sql } from 'kysely';
import type { Trx } from './database.ts';

/** A scenario as stored. */
export interface ScenarioRow {
  readonly id: string;
  readonly revision: number;
  readonly body: unknown;
  readonly updatedBy: string;
  readonly updatedAt: Date;
}

/** The scenarios of a service, in order of their ids. */
export async function listScenarios(trx: Trx, tenant: string, service: string): Promise<readonly ScenarioRow[]> {
  const rows = await trx
    .selectFrom('scenario')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('service_id', '=', service)
    .orderBy('id')
    .execute();
  return rows.map(({ id, revision, body, updated_by, updated_at }) => ({
    id,
    revision,
    body,
    updatedBy: updated_by,
    updatedAt: updated_at,
  }));
}

/** What is written of a scenario. */
export interface WriteScenario {
  readonly service: string;
  readonly id: string;
  readonly body: unknown;
  readonly by: string;
}

/** Keeps a new scenario; `false`: there is one of that id. */
export async function addScenario(
  trx: Trx,
  tenant: string,
  { service, id, body, by }: WriteScenario,
): Promise<boolean> {
  const added = await trx
    .insertInto('scenario')
    .values({ tenant_id: tenant, service_id: service, id, body: JSON.stringify(body), updated_by: by })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(added.numInsertedOrUpdatedRows ?? 0) > 0;
}

/** Changes a scenario as it was at `revision`; the new revision, or `null` where it has changed since or is gone. */
export async function changeScenario(
  trx: Trx,
  tenant: string,
  { service, id, body, by, revision }: WriteScenario & { readonly revision: number },
): Promise<number | null> {
  const changed = await trx
    .updateTable('scenario')
    .set({ body: JSON.stringify(body), revision: revision + 1, updated_by: by, updated_at: sql<Date>`now()` })
    .where('tenant_id', '=', tenant)
    .where('service_id', '=', service)
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return Number(changed.numUpdatedRows) > 0 ? revision + 1 : null;
}

/** Forgets a scenario as it was at `revision`; `false`: it has changed since or is gone. */
export async function removeScenario(
  trx: Trx,
  tenant: string,
  { service, id, revision }: { readonly service: string; readonly id: string; readonly revision: number },
): Promise<boolean> {
  const removed = await trx
    .deleteFrom('scenario')
    .where('tenant_id', '=', tenant)
    .where('service_id', '=', service)
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return Number(removed.numDeletedRows) > 0;
}
