import type { RunDetail } from '@omniroute/contracts';
import { placeOfKey, type RunReport } from '@omniroute/plan';
import { formatDuration, type Json } from '@omniroute/primitives';

/**
 * A real run in the shape that `simulate` prints. Of calls that were repeated only the last attempt is known; a call is a
 * visit of an effect, which is what has attempts.
 */
export function reportOf(run: RunDetail): RunReport {
  const start = Date.parse(run.started_at);
  const since = (at: string) => formatDuration(Math.max(0, Date.parse(at) - start));
  return {
    status: run.status,
    output: (run.output ?? null) as Json,
    error: run.error as RunReport['error'],
    path: run.visits.map((visit) => ({
      node: visit.node,
      iteration: placeOfKey(visit.key).path,
      status: visit.status,
      at: since(visit.started_at),
    })),
    calls: run.visits
      .filter((visit) => visit.attempts > 0)
      .map((visit) => ({
        node: visit.node,
        key: visit.key,
        attempt: visit.attempts,
        input: (visit.input ?? null) as Json,
      })),
    duration: run.ended_at === null ? since(new Date().toISOString()) : since(run.ended_at),
    variables: run.variables as Record<string, Json>,
    ...(run.end_status === null ? {} : { end_status: run.end_status }),
  };
}
