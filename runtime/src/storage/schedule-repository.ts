import { nextTick, type Overlap, type Timing } from '@omniroute/dsl';
import { deepEqual } from '@omniroute/primitives';
import type { Trx } from './database.ts';

/** A trigger that time starts. */
export interface ScheduleKey {
  readonly service: string;
  readonly trigger: string;
}

export interface ScheduleDefinition {
  readonly trigger: string;
  readonly version: number;
  readonly timing: Timing;
  readonly overlap: Overlap;
  readonly catchUpMs: number;
}

export interface ScheduleRow extends ScheduleKey, ScheduleDefinition {
  /** When it is due next; `null`: never again. */
  readonly nextAt: Date | null;
  /** Times that were missed for longer than `catch_up`: the latest such gap. */
  readonly missed: { readonly from: Date; readonly to: Date } | null;
  /** Why the latest time made no run, if it did not. */
  readonly problem: string | null;
}

/**
 * Makes a service run at these times and no others. What is as it was keeps its next time, so that publishing neither
 * skips nor repeats one.
 */
export async function replaceSchedules(
  trx: Trx,
  tenant: string,
  service: string,
  schedules: readonly ScheduleDefinition[],
  now: number,
): Promise<void> {
  const before = await listSchedules(trx, tenant, service);
  const gone = before.filter(({ trigger }) => !schedules.some((each) => each.trigger === trigger));
  for (const { trigger } of gone) {
    await trx
      .deleteFrom('schedule')
      .where('tenant_id', '=', tenant)
      .where('service_id', '=', service)
      .where('trigger', '=', trigger)
      .execute();
  }
  for (const { trigger, version, timing, overlap, catchUpMs } of schedules) {
    const known = before.find((each) => each.trigger === trigger);
    const next = nextTick(timing, now);
    const fresh = { next_at: next === null ? null : new Date(next) };
    const values = { version, timing: JSON.stringify(timing), overlap, catch_up_ms: catchUpMs };
    await trx
      .insertInto('schedule')
      .values({ tenant_id: tenant, service_id: service, trigger, ...values, ...fresh })
      .onConflict((conflict) =>
        conflict
          .columns(['tenant_id', 'service_id', 'trigger'])
          .doUpdateSet({ ...values, ...(deepEqual(known?.timing, timing) ? {} : fresh) }),
      )
      .execute();
  }
}

export async function listSchedules(trx: Trx, tenant: string, service: string): Promise<ScheduleRow[]> {
  const rows = await trx
    .selectFrom('schedule')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('service_id', '=', service)
    .orderBy('trigger')
    .execute();
  return rows.map(toSchedule);
}

/** Schedules of all tenants that are due, or have a time waiting for its turn. */
export async function dueSchedules(
  trx: Trx,
  now: Date,
  limit: number,
): Promise<(ScheduleKey & { readonly tenant: string })[]> {
  const rows = await trx
    .selectFrom('schedule')
    .select(['tenant_id', 'service_id', 'trigger'])
    .where(({ or, eb }) => or([eb('next_at', '<=', now), eb('waiting', '=', true)]))
    .orderBy('next_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ tenant: row.tenant_id, service: row.service_id, trigger: row.trigger }));
}

/** A schedule with everything that decides what its next time does. */
export interface ScheduleState {
  readonly row: ScheduleRow;
  /** Times that wait for their turn, oldest first, in milliseconds. */
  readonly waiting: readonly number[];
  /** Runs of this trigger that have not ended. */
  readonly open: readonly string[];
}

/** The state of a schedule; `lock` takes it for this transaction, or answers `null` where another one has it. */
export async function readSchedule(
  trx: Trx,
  tenant: string,
  { service, trigger }: ScheduleKey,
  lock = false,
): Promise<ScheduleState | null> {
  let query = trx
    .selectFrom('schedule')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('service_id', '=', service)
    .where('trigger', '=', trigger);
  if (lock) query = query.forUpdate().skipLocked();
  const row = await query.executeTakeFirst();
  if (row === undefined) return null;
  const ticks = await trx
    .selectFrom('schedule_tick')
    .select('scheduled_at')
    .where('tenant_id', '=', tenant)
    .where('service_id', '=', service)
    .where('trigger', '=', trigger)
    .orderBy('scheduled_at')
    .execute();
  const runs = await trx
    .selectFrom('run')
    .select('id')
    .where('tenant_id', '=', tenant)
    .where('service_id', '=', service)
    .where('trigger', '=', trigger)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute();
  return {
    row: toSchedule(row),
    waiting: ticks.map((tick) => tick.scheduled_at.getTime()),
    open: runs.map((run) => run.id),
  };
}

/** Writes what became of a schedule's times: when it is due next, and which wait for their turn. */
export async function moveSchedule(
  trx: Trx,
  tenant: string,
  { service, trigger }: ScheduleKey,
  to: {
    nextAt: number | null;
    waiting: readonly number[];
    missed: { from: number; to: number } | null;
    problem: string | null;
  },
): Promise<void> {
  const { missed } = to;
  await trx
    .updateTable('schedule')
    .set({
      next_at: to.nextAt === null ? null : new Date(to.nextAt),
      waiting: to.waiting.length > 0,
      problem: to.problem,
      ...(missed === null ? {} : { missed_from: new Date(missed.from), missed_to: new Date(missed.to) }),
    })
    .where('tenant_id', '=', tenant)
    .where('service_id', '=', service)
    .where('trigger', '=', trigger)
    .execute();
  await trx
    .deleteFrom('schedule_tick')
    .where('tenant_id', '=', tenant)
    .where('service_id', '=', service)
    .where('trigger', '=', trigger)
    .execute();
  if (to.waiting.length === 0) return;
  await trx
    .insertInto('schedule_tick')
    .values(to.waiting.map((at) => ({ tenant_id: tenant, service_id: service, trigger, scheduled_at: new Date(at) })))
    .execute();
}

function toSchedule(row: {
  service_id: string;
  trigger: string;
  version: number;
  timing: unknown;
  overlap: string;
  catch_up_ms: string;
  next_at: Date | null;
  missed_from: Date | null;
  missed_to: Date | null;
  problem: string | null;
}): ScheduleRow {
  return {
    service: row.service_id,
    trigger: row.trigger,
    version: row.version,
    timing: row.timing as Timing,
    overlap: row.overlap as Overlap,
    catchUpMs: Number(row.catch_up_ms),
    nextAt: row.next_at,
    missed: row.missed_from === null || row.missed_to === null ? null : { from: row.missed_from, to: row.missed_to },
    problem: row.problem,
  };
}
