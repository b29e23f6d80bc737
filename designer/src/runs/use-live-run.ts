import type { RunDetail, RunEvents } from '@omniroute/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { callApi } from '../api/client.ts';
import { fetchRun } from '../api/queries.ts';

const FINAL = new Set(['completed', 'failed', 'compensated', 'cancelled', 'terminated']);
/** Attempts under way leave no event; they are looked at this often while the run is open. */
const ATTEMPTS_MS = 2_000;
const PAUSE_MS = 1_000;

/** Whether nothing will happen in a run any more. */
export function isFinal(status: string): boolean {
  return FINAL.has(status);
}

/** A run, kept current by long poll until it has ended. */
export function useLiveRun(id: string) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['run', id],
    queryFn: ({ signal }) => fetchRun(id, signal),
    refetchInterval: (current) =>
      current.state.data !== undefined && isFinal(current.state.data.status) ? false : ATTEMPTS_MS,
  });
  const open = query.data !== undefined && !isFinal(query.data.status);
  useEffect(() => {
    if (!open) return;
    const stop = new AbortController();
    void follow(id, client.getQueryData<RunDetail>(['run', id])?.seq ?? 0, stop.signal, () =>
      client.invalidateQueries({ queryKey: ['run', id] }),
    );
    return () => stop.abort();
  }, [open, id, client]);
  return query;
}

/** Asks for what is new until the run is closed or nobody looks any more. A server that is away is asked again. */
async function follow(id: string, from: number, signal: AbortSignal, changed: () => Promise<void>): Promise<void> {
  let after = from;
  while (!signal.aborted) {
    try {
      const page = await callApi<RunEvents>(`/runs/${id}/events?after=${after}&wait=20`, { signal });
      if (page.events.length > 0) await changed();
      after = page.last;
      if (page.closed) return;
    } catch {
      // The detail's own query shows the problem; here only the pause matters.
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
