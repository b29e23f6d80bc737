import { sql } from 'kysely';
import type { Trx } from './database.ts';

/** A run as stored; payloads are sealed. */
export interface RunRow {
  readonly id: string;
  readonly service: string;
  readonly version: number;
  readonly planHash: string;
  readonly trigger: string;
  readonly status: string;
  readonly endStatus: string | null;
  readonly timeScale: number;
  readonly startArgs: Buffer;
  /** Keyed hashes by which it is found, in the order of the service. */
  readonly businessKeys: readonly string[];
  readonly handedOver: boolean;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly archive: Buffer | null;
}

/** What an accepted start writes. `key` makes it idempotent per service and trigger. */
export interface AcceptRun {
  readonly run: Omit<RunRow, 'handedOver' | 'endedAt' | 'archive' | 'endStatus'>;
  readonly keyHash: string | null;
  readonly subscriptions: readonly { readonly name: string; readonly correlation: string }[];
}

/**
 * Writes an accepted start: the run, its dedupe key and the messages it waits for, in the caller's transaction.
 * Answers the earlier run when the key was used before.
 */
export async function acceptRun(
  trx: Trx,
  tenant: string,
  accept: AcceptRun,
): Promise<{ runId: string; deduplicated: boolean }> {
  const { run, keyHash, subscriptions } = accept;
  if (keyHash !== null) {
    const earlier = await claimKey(trx, tenant, run, keyHash);
    if (earlier !== null) return { runId: earlier, deduplicated: true };
  }
  await trx
    .insertInto('run')
    .values({
      tenant_id: tenant,
      id: run.id,
      service_id: run.service,
      version: run.version,
      plan_hash: run.planHash,
      trigger: run.trigger,
      status: run.status,
      end_status: null,
      time_scale: run.timeScale,
      start_args: run.startArgs,
      cancel_reason: null,
      business_keys: [...run.businessKeys],
      started_at: run.startedAt,
      ended_at: null,
      archive: null,
    })
    .execute();
  for (const { name, correlation } of subscriptions) await subscribe(trx, tenant, { name, correlation, runId: run.id });
  return { runId: run.id, deduplicated: false };
}

async function claimKey(trx: Trx, tenant: string, run: AcceptRun['run'], keyHash: string): Promise<string | null> {
  const claimed = await trx
    .insertInto('start_key')
    .values({ tenant_id: tenant, service_id: run.service, trigger: run.trigger, key_hash: keyHash, run_id: run.id })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (claimed.numInsertedOrUpdatedRows === 1n) return null;
  const earlier = await trx
    .selectFrom('start_key')
    .select('run_id')
    .where('tenant_id', '=', tenant)
    .where('service_id', '=', run.service)
    .where('trigger', '=', run.trigger)
    .where('key_hash', '=', keyHash)
    .executeTakeFirstOrThrow();
  return earlier.run_id;
}

/**
 * Registers that a run holds a key, and hands it mail that waits there and that no run had before: once, to the first
 * run that holds the key (LANGUAGE.md section 9).
 */
export async function subscribe(
  trx: Trx,
  tenant: string,
  key: { name: string; correlation: string; runId: string },
): Promise<void> {
  await lockKey(trx, tenant, key);
  await trx
    .insertInto('subscription')
    .values({ tenant_id: tenant, name: key.name, correlation: key.correlation, run_id: key.runId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const waiting = await trx
    .updateTable('message')
    .set({ handed: true })
    .where('tenant_id', '=', tenant)
    .where('name', '=', key.name)
    .where('correlation', '=', key.correlation)
    .where('handed', '=', false)
    .where('keep_until', '>', sql<Date>`now()`)
    .returning(['name', 'id'])
    .execute();
  // It was judged by what others declare: whoever hands it over holds it against what this run does.
  for (const { name, id } of waiting) await addDelivery(trx, tenant, { name, id, runId: key.runId, judged: false });
}

/** One writer at a time for a key, so that a message and a subscription cannot miss each other. */
export async function lockKey(trx: Trx, tenant: string, key: { name: string; correlation: string }): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${tenant}\n${key.name}\n${key.correlation}`}, 0))`.execute(
    trx,
  );
}

/** Notes that a message is to be handed to a run. */
export async function addDelivery(
  trx: Trx,
  tenant: string,
  delivery: { name: string; id: string; runId: string; judged: boolean },
): Promise<void> {
  const { name, id, runId, judged } = delivery;
  await trx
    .insertInto('delivery')
    .values({ tenant_id: tenant, name, id, run_id: runId, judged })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Notes that an open run is to be cancelled; the dispatcher asks for it. */
export async function askToCancel(trx: Trx, tenant: string, id: string, reason: string): Promise<void> {
  await trx
    .updateTable('run')
    .set({ cancel_reason: reason })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

/** Runs of all tenants whose cancelling was noted and not asked for yet. */
export async function runsToCancel(trx: Trx, limit: number): Promise<{ tenant: string; id: string; reason: string }[]> {
  const rows = await trx
    .selectFrom('run')
    .select(['tenant_id', 'id', 'cancel_reason'])
    .where('cancel_reason', 'is not', null)
    .where('ended_at', 'is', null)
    .where('handed_over', '=', true)
    .orderBy('started_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ tenant: row.tenant_id, id: row.id, reason: row.cancel_reason ?? '' }));
}

/** The server was asked to cancel a run. */
export async function cancelAsked(trx: Trx, tenant: string, id: string): Promise<void> {
  await trx
    .updateTable('run')
    .set({ cancel_reason: null })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .execute();
}

/** Open runs of all tenants that are noted as paused or as waiting for a decision of a person. */
export async function heldRuns(trx: Trx): Promise<{ tenant: string; id: string; status: string }[]> {
  const rows = await trx
    .selectFrom('run')
    .select(['tenant_id', 'id', 'status'])
    .where('status', 'in', ['paused', 'incident'])
    .where('ended_at', 'is', null)
    .execute();
  return rows.map((row) => ({ tenant: row.tenant_id, id: row.id, status: row.status }));
}

/** Notes how an open run stands; one that has ended keeps its end. */
export async function setOpenStatus(trx: Trx, tenant: string, id: string, status: string): Promise<void> {
  await trx
    .updateTable('run')
    .set({ status })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

export async function loadRun(trx: Trx, tenant: string, id: string): Promise<RunRow | null> {
  const row = await trx
    .selectFrom('run')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toRun(row);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Which of these runs there are, and when they ended. */
export async function runFates(
  trx: Trx,
  tenant: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly endedAt: Date | null }>> {
  const uuids = ids.filter((id) => UUID.test(id));
  if (uuids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('run')
    .select(['id', 'ended_at'])
    .where('tenant_id', '=', tenant)
    .where('id', 'in', uuids)
    .execute();
  return new Map(rows.map(({ id, ended_at: endedAt }) => [id, { endedAt }]));
}

/** Which runs are looked for; what is left out does not matter. */
export interface RunsWanted {
  readonly service?: string | undefined;
  readonly version?: number | undefined;
  readonly status?: string | undefined;
  /** Keyed hash of a business key. */
  readonly businessKey?: string | undefined;
  /** Started at or after. */
  readonly since?: Date | undefined;
  /** Started before. */
  readonly until?: Date | undefined;
}

/** Runs, newest first, after a cursor of start and id. */
export async function listRuns(
  trx: Trx,
  tenant: string,
  page: RunsWanted & { after?: { startedAt: Date; id: string }; limit: number },
): Promise<RunRow[]> {
  let query = trx.selectFrom('run').selectAll().where('tenant_id', '=', tenant);
  if (page.service !== undefined) query = query.where('service_id', '=', page.service);
  if (page.version !== undefined) query = query.where('version', '=', page.version);
  if (page.status !== undefined) query = query.where('status', '=', page.status);
  if (page.businessKey !== undefined)
    query = query.where('business_keys', '@>', sql<string[]>`array[${page.businessKey}]::text[]`);
  if (page.since !== undefined) query = query.where('started_at', '>=', page.since);
  if (page.until !== undefined) query = query.where('started_at', '<', page.until);
  if (page.after !== undefined) {
    const { startedAt, id } = page.after;
    query = query.where((where) =>
      where.or([
        where('started_at', '<', startedAt),
        where.and([where('started_at', '=', startedAt), where('id', '<', id)]),
      ]),
    );
  }
  const rows = await query.orderBy('started_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
  return rows.map(toRun);
}

/** Writes the end of a run and lets go of the messages it waited for. A second time changes nothing. */
export async function closeRun(
  trx: Trx,
  tenant: string,
  end: { id: string; status: string; endStatus: string | null; endedAt: Date; archive: Buffer },
): Promise<boolean> {
  const closed = await trx
    .updateTable('run')
    .set({ status: end.status, end_status: end.endStatus, ended_at: end.endedAt, archive: end.archive })
    .where('tenant_id', '=', tenant)
    .where('id', '=', end.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  await trx.deleteFrom('subscription').where('tenant_id', '=', tenant).where('run_id', '=', end.id).execute();
  await trx
    .updateTable('task')
    .set({ state: 'withdrawn', closed_at: end.endedAt })
    .where('tenant_id', '=', tenant)
    .where('run_id', '=', end.id)
    .where('state', '=', 'open')
    .execute();
  return closed.numUpdatedRows === 1n;
}

export function toRun(row: {
  id: string;
  service_id: string;
  version: number;
  plan_hash: string;
  trigger: string;
  status: string;
  end_status: string | null;
  time_scale: number;
  start_args: Buffer;
  business_keys: string[];
  handed_over: boolean;
  started_at: Date;
  ended_at: Date | null;
  archive: Buffer | null;
}): RunRow {
  return {
    id: row.id,
    service: row.service_id,
    version: row.version,
    planHash: row.plan_hash,
    trigger: row.trigger,
    status: row.status,
    endStatus: row.end_status,
    timeScale: row.time_scale,
    startArgs: row.start_args,
    businessKeys: row.business_keys,
    handedOver: row.handed_over,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    archive: row.archive,
  };
}
