import type { TemporalRuns } from '../../projection/temporal-runs.ts';
import type { Storage } from '../../storage/index.ts';
import { heldRuns, setOpenStatus } from '../../storage/run-repository.ts';
import { parseWorkflowId } from '../../workflows/protocol.ts';

type Held = 'paused' | 'incident';
interface Noted {
  readonly tenant: string;
  readonly id: string;
  readonly status: string;
}

/**
 * Brings the rows of open runs up to date with what the server knows of them: which are paused, and which wait for a person
 * to decide about an undo. Other open runs are `running` in lists; whether all their tokens wait, only their history tells.
 */
export async function noteHeld(deps: { readonly storage: Storage; readonly runs: TemporalRuns }): Promise<void> {
  const now = new Map<string, { tenant: string; id: string; status: Held }>();
  for await (const { workflowId, status } of deps.runs.held()) {
    const ids = parseWorkflowId(workflowId);
    if (ids !== null) now.set(workflowId, { tenant: ids.tenant, id: ids.run, status });
  }
  const noted = await deps.storage.asSystem('dispatch', heldRuns);
  for (const { tenant, id, status } of differences(now.values(), noted))
    await deps.storage.inTenant(tenant, (trx) => setOpenStatus(trx, tenant, id, status));
}

/** What to write so that what is noted is what is. */
export function differences(now: Iterable<Noted>, noted: readonly Noted[]): Noted[] {
  const known = new Map(noted.map((each) => [each.id, each]));
  const changed: Noted[] = [];
  for (const each of now) {
    if (known.get(each.id)?.status !== each.status) changed.push(each);
    known.delete(each.id);
  }
  for (const { tenant, id } of known.values()) changed.push({ tenant, id, status: 'running' });
  return changed;
}
