import { isFault } from '@omniroute/errors';
import { deepEqual, formatInstant } from '@omniroute/primitives';
import { type PreparedRun, prepareRun } from '../../activities/prepare-run.ts';
import { type DueTicks, dueTicks } from '../../domain/due-ticks.ts';
import { judgeTicks, type Turn } from '../../domain/judge-ticks.ts';
import type { Storage } from '../../storage/index.ts';
import { acceptRun, askToCancel } from '../../storage/run-repository.ts';
import {
  dueSchedules,
  moveSchedule,
  readSchedule,
  type ScheduleKey,
  type ScheduleState,
} from '../../storage/schedule-repository.ts';
import type { IngressDeps } from '../deps.ts';

type Deps = Pick<IngressDeps, 'storage' | 'sealed' | 'blobs' | 'newId' | 'now' | 'log' | 'wake'>;

const CANCELLED = 'the next time of its schedule has come';

/**
 * Starts what is due. Any number of servers may look at once: each time is dealt with in one transaction that holds the
 * schedule's row. `attempt` carries out each schedule on its own, so that one that fails keeps none back.
 */
export async function runSchedules(
  deps: Deps,
  limit: number,
  attempt: (what: string, work: () => Promise<void>) => Promise<boolean>,
): Promise<void> {
  const due = await dueNow(deps.storage, deps.now(), limit);
  for (const { tenant, ...key } of due)
    await attempt(`running schedule ${key.service}/${key.trigger}`, () => runSchedule(deps, tenant, key));
}

function dueNow(storage: Storage, now: number, limit: number) {
  return storage.asSystem('dispatch', (trx) => dueSchedules(trx, new Date(now), limit));
}

/** Deals with one schedule: looks, decides, prepares its runs, and writes all of it if nothing has changed meanwhile. */
export async function runSchedule(deps: Deps, tenant: string, key: ScheduleKey): Promise<void> {
  const seen = await deps.storage.inTenant(tenant, (trx) => readSchedule(trx, tenant, key));
  if (seen === null) return;
  const ticks = dueTicks({ ...seen.row, nextAt: seen.row.nextAt?.getTime() ?? null }, deps.now());
  const turn = judgeTicks(seen.row.overlap, { open: seen.open.length, waiting: seen.waiting, due: ticks.due });
  if (ticks.due.length === 0 && ticks.missed === null && turn.start.length === 0) return;
  const { runs, problem } = await prepareRuns(deps, tenant, seen, turn);
  const written = await deps.storage.inTenant(tenant, async (trx) => {
    const now = await readSchedule(trx, tenant, key, true);
    if (now === null || !deepEqual(stateOf(now), stateOf(seen))) return false;
    for (const run of runs) await acceptRun(trx, tenant, run);
    if (turn.cancel) for (const run of seen.open) await askToCancel(trx, tenant, run, CANCELLED);
    await moveSchedule(trx, tenant, key, {
      nextAt: ticks.nextAt,
      waiting: turn.waiting,
      missed: ticks.missed,
      problem: turn.start.length === 0 ? seen.row.problem : problem,
    });
    return true;
  });
  if (written) tell(deps, key, ticks, problem);
}

async function prepareRuns(
  deps: Deps,
  tenant: string,
  { row }: ScheduleState,
  turn: Turn,
): Promise<{ runs: PreparedRun[]; problem: string | null }> {
  const runs: PreparedRun[] = [];
  let problem: string | null = null;
  for (const at of turn.start) {
    const scheduledAt = formatInstant(at);
    try {
      const prepared = await prepareRun(deps, tenant, {
        service: row.service,
        version: row.version,
        trigger: row.trigger,
        event: { data: { scheduled_at: scheduledAt } },
        timeScale: 1,
        eventKey: scheduledAt,
      });
      if (prepared !== null) runs.push(prepared);
    } catch (error) {
      // The input cannot be made of this time: repeating it gives the same, so it is recorded and the next one comes.
      if (!isFault(error) || error.status >= 500) throw error;
      problem = `${scheduledAt}: ${error.message}`;
    }
  }
  return { runs, problem };
}

/** What decisions were made from, in a form that can be compared. */
function stateOf({ row, waiting, open }: ScheduleState): unknown {
  const { version, timing, overlap, catchUpMs, nextAt } = row;
  return { version, timing, overlap, catchUpMs, nextAt: nextAt?.getTime() ?? null, waiting, open };
}

function tell(deps: Deps, { service, trigger }: ScheduleKey, { missed }: DueTicks, problem: string | null): void {
  if (missed !== null) {
    const [from, to] = [formatInstant(missed.from), formatInstant(missed.to)];
    deps.log.warn('times of a schedule were missed for too long', { service, trigger, from, to });
  }
  if (problem !== null) deps.log.warn('a time of a schedule made no run', { service, trigger });
  deps.wake();
}
