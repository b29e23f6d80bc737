import type { Json } from '@omniroute/primitives';
import type { SealedJson, TenantCodec } from '../../codec/index.ts';
import { type ReadRun, readRun } from '../../projection/read-run.ts';
import type { TemporalRuns } from '../../projection/temporal-runs.ts';
import type { Storage } from '../../storage/index.ts';
import { closeRun } from '../../storage/run-repository.ts';
import { parseWorkflowId } from '../../workflows/protocol.ts';

type Deps = {
  readonly storage: Storage;
  readonly sealed: SealedJson;
  readonly codec: TenantCodec;
  readonly runs: TemporalRuns;
};

/** What is kept of a closed run, so that the server's retention does not erase it. */
export type ArchivedRun = Pick<ReadRun, 'events' | 'view'>;

/** Writes the end of a run into its row, with its whole view. Safe to repeat. Answers whether it was closed now. */
export async function archiveRun(deps: Deps, tenant: string, id: string): Promise<boolean> {
  const read = await readRun(deps.runs, deps.codec, tenant, id);
  if (read === null || read.closed === 'no') return false;
  const archive = await deps.sealed.seal(tenant, { events: read.events, view: read.view } as unknown as Json);
  const { status, end_status: endStatus, ended_at: endedAt } = read.view;
  return deps.storage.inTenant(tenant, (trx) =>
    closeRun(trx, tenant, { id, status, endStatus, endedAt: new Date(endedAt ?? Date.now()), archive }),
  );
}

/**
 * Archives runs that the server closed since an instant and that our rows still show as open. A run that waits for a workflow
 * that did a part of it, and that somebody ended from outside, is told; `told` has those of which runs know.
 */
export async function archiveClosed(deps: Deps, since: Date, told: Set<string> = new Set()): Promise<number> {
  let archived = 0;
  for await (const { workflowId, ended } of deps.runs.closedSince(since)) {
    const ids = parseWorkflowId(workflowId);
    if (ids === null) continue;
    if (ids.part !== null) {
      if (!ended && !told.has(workflowId)) await deps.runs.lost(ids.tenant, ids.run, ids.part);
      if (!ended) told.add(workflowId);
      continue;
    }
    const open = await deps.storage.inTenant(ids.tenant, (trx) =>
      trx
        .selectFrom('run')
        .select('id')
        .where('tenant_id', '=', ids.tenant)
        .where('id', '=', ids.run)
        .where('ended_at', 'is', null)
        .executeTakeFirst(),
    );
    if (open !== undefined && (await archiveRun(deps, ids.tenant, ids.run))) archived += 1;
  }
  return archived;
}
