import type { temporal } from '@temporalio/proto';
import type { TemporalRuns } from '../src/projection/temporal-runs.ts';
import { parseWorkflowId } from '../src/workflows/protocol.ts';

type History = readonly temporal.api.history.v1.IHistoryEvent[];

/** All histories of a run: its own, oldest first, and those of the workflows that did parts of it, by part. */
export async function wholeChain(
  runs: TemporalRuns,
  tenant: string,
  run: string,
): Promise<{ readonly own: readonly History[]; readonly parts: Readonly<Record<string, readonly History[]>> }> {
  const own = (await runs.histories(tenant, run)) ?? [];
  const parts: Record<string, readonly History[]> = {};
  for (const event of own.flat()) {
    const id = event.startChildWorkflowExecutionInitiatedEventAttributes?.workflowId;
    const part = id == null ? null : parseWorkflowId(id)?.part;
    if (part != null) parts[part] = (await runs.histories(tenant, run, part)) ?? [];
  }
  return { own, parts };
}
