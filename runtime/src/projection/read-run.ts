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
  for (const history of chain) folded = await foldHistory({ tenant, run }, history, read, folded);
  if (folded === undefined) return null;
  const last = chain.at(-1)?.at(-1);
  const closed = closedBy(last);
  const pending = closed === 'no' ? await runs.pending(tenant, run) : [];
  const events = [...folded.events];
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
  return { events, view: viewOf(events), closed };
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
