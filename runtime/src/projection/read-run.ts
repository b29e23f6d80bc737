import { placeOfKey, type RunEvent, type RunView, viewOf } from '@omniroute/plan';
import type { temporal } from '@temporalio/proto';
import type { TenantCodec } from '../codec/index.ts';
import { engineTime } from '../workflows/clock.ts';
import { millis } from './activations.ts';
import { type FoldedRun, foldHistory } from './fold-history.ts';
import { payloadReader } from './payloads.ts';
import type { TemporalRuns } from './temporal-runs.ts';

/** A run read from its history, with what the server knows of attempts under way. */
export interface ReadRun {
  readonly events: readonly RunEvent[];
  readonly view: RunView;
  /** Whether its history is closed; `terminated` was killed by an operator. */
  readonly closed: 'no' | 'yes' | 'terminated';
  /** Workflows that do parts of it now. */
  readonly parts: readonly string[];
}

/** Reads a run live; `null` if the server does not know it (not started yet, or past its retention). */
export async function readRun(
  runs: TemporalRuns,
  codec: TenantCodec,
  tenant: string,
  run: string,
): Promise<ReadRun | null> {
  const chain = await runs.histories(tenant, run);
  if (chain === null || chain.length === 0) return null;
  const read = payloadReader(codec, tenant);
  let folded: FoldedRun | undefined;
  const partOf = async (part: string) => (await runs.histories(tenant, run, part)) ?? [];
  for (const history of chain) folded = await foldHistory({ tenant, run }, history, read, folded, partOf);
  if (folded === undefined) return null;
  const last = chain.at(-1)?.at(-1);
  const closed = closedBy(last);
  const parts = closed === 'no' ? Object.keys(folded.state.children) : [];
  const pending = closed === 'no' ? await pendingOf(runs, tenant, run, parts) : [];
  const events = inTime(folded);
  for (const { key, attempt, lastFailureType, lastFailureMessage, nextAttemptAt } of pending) {
    if (attempt < 2) continue;
    events.push({
      type: 'attempt',
      node: placeOfKey(key).node,
      key,
      attempt,
      seq: events.length + 1,
      at: folded.state.clock,
      ...(lastFailureType === null
        ? {}
        : { error: { code: lastFailureType, message: lastFailureMessage ?? lastFailureType } }),
      ...(nextAttemptAt === null ? {} : { next_at: nextAttemptAt }),
    });
  }
  if (closed === 'terminated') {
    const at = Math.max(folded.state.clock, engineTime(folded.args, millis(last?.eventTime)));
    const { identity, reason } = last?.workflowExecutionTerminatedEventAttributes ?? {};
    if (identity != null && reason != null)
      events.push({ type: 'operator', action: 'terminate', by: identity, reason, seq: events.length + 1, at });
    events.push({ type: 'run', status: 'terminated', seq: events.length + 1, at });
  }
  return { events, view: viewOf(events), closed, parts };
}

/** What the run and its parts did, in the order of time. */
function inTime({ events, parts }: FoldedRun): RunEvent[] {
  if (parts.length === 0) return [...events];
  return [...events, ...parts].sort((a, b) => a.at - b.at).map((event, index) => ({ ...event, seq: index + 1 }));
}

async function pendingOf(runs: TemporalRuns, tenant: string, run: string, parts: readonly string[]) {
  const all = await Promise.all([null, ...parts].map((part) => runs.pending(tenant, run, part)));
  return all.flat();
}

function closedBy(event: temporal.api.history.v1.IHistoryEvent | undefined): ReadRun['closed'] {
  if (event == null) return 'no';
  if (
    event.workflowExecutionTerminatedEventAttributes != null ||
    event.workflowExecutionTimedOutEventAttributes != null
  )
    return 'terminated';
  const ended =
    event.workflowExecutionCompletedEventAttributes ??
    event.workflowExecutionFailedEventAttributes ??
    event.workflowExecutionCanceledEventAttributes;
  return ended == null ? 'no' : 'yes';
}
