import type { OperationShape, RunDetail, RunSummary, VisitShape } from '@omniroute/contracts';
import { EMPTY_RUN_VIEW, type RunEvent, type RunView } from '@omniroute/plan';
import { formatInstant, type Json } from '@omniroute/primitives';
import { domainErrors } from '../../domain/errors.ts';
import { readRun } from '../../projection/read-run.ts';
import { loadRun, type RunRow } from '../../storage/run-repository.ts';
import { loadVersion } from '../../storage/version-repository.ts';
import type { StartArgs } from '../../workflows/protocol.ts';
import type { ApiDeps } from '../deps.ts';
import type { ArchivedRun } from './archive.ts';

/** A run's row and what it did so far: from the archive once closed, else live from its history. */
export async function readWhole(
  deps: ApiDeps,
  tenant: string,
  id: string,
): Promise<{ row: RunRow; view: RunView; events: readonly RunEvent[]; closed: boolean; parts: readonly string[] }> {
  const row = await deps.storage.inTenant(tenant, (trx) => loadRun(trx, tenant, id));
  if (row === null) throw domainErrors.fault('run.not_found', { id });
  if (row.archive !== null) {
    const { events, view } = await deps.sealed.open<ArchivedRun>(tenant, row.archive);
    return { row, view, events, closed: true, parts: [] };
  }
  const live = row.handedOver ? await readRun(deps.runs, deps.codec, tenant, id) : null;
  if (live === null)
    return {
      row,
      view: { ...EMPTY_RUN_VIEW, started_at: row.startedAt.getTime() },
      events: [],
      closed: false,
      parts: [],
    };
  return { row, view: live.view, events: live.events, closed: live.closed !== 'no', parts: live.parts };
}

/** A run in full, as the API answers it. */
export async function runDetail(deps: ApiDeps, tenant: string, id: string): Promise<RunDetail> {
  const { row, view, events } = await readWhole(deps, tenant, id);
  const version = await deps.storage.inTenant(tenant, (trx) => loadVersion(trx, tenant, row.service, row.version));
  const args = await deps.sealed.open<StartArgs & Json>(tenant, row.startArgs);
  return {
    ...runSummary(row),
    status: view.status,
    end_status: view.end_status,
    ended_at: view.ended_at === null ? null : formatInstant(view.ended_at),
    input: args.input,
    output: view.output,
    error: view.error === null ? null : { ...view.error },
    visits: view.visits.map(visitShape),
    variables: { ...view.variables },
    operations: operationsOf(events),
    incident: view.status === 'incident' ? incidentOf(events) : null,
    seq: view.seq,
    service_document: version?.document ?? null,
  };
}

export function runSummary(row: RunRow): RunSummary {
  return {
    id: row.id,
    service: row.service,
    version: row.version,
    trigger: row.trigger,
    status: row.status as RunSummary['status'],
    end_status: row.endStatus,
    started_at: formatInstant(row.startedAt.getTime()),
    ended_at: row.endedAt === null ? null : formatInstant(row.endedAt.getTime()),
    time_scale: row.timeScale,
  };
}

function operationsOf(events: readonly RunEvent[]): OperationShape[] {
  return events.flatMap((event) => {
    if (event.type !== 'operator') return [];
    const { action, by, reason, key = null, variable = null, again = null, at } = event;
    return [{ action, by, reason, key, variable, again, at: formatInstant(at) }];
  });
}

function incidentOf(events: readonly RunEvent[]): { key: string } | null {
  const parked = events.findLast((event) => event.type === 'run' && event.status === 'incident');
  return parked?.type === 'run' && parked.key !== undefined ? { key: parked.key } : null;
}

/** A visit as the API answers it. */
export function visitShape(visit: RunView['visits'][number]): VisitShape {
  const instant = (at: number | null) => (at === null ? null : formatInstant(at));
  return {
    ...visit,
    started_at: formatInstant(visit.started_at),
    ended_at: instant(visit.ended_at),
    next_attempt_at: instant(visit.next_attempt_at),
    error: visit.error === null ? null : { ...visit.error },
  };
}
