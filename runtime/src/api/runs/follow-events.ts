import type { RunEvents } from '@omniroute/contracts';
import type { ApiDeps } from '../deps.ts';
import { readWhole } from './run-detail.ts';

/** How often a run that has no history yet is looked at. */
const NOT_STARTED_MS = 200;

/**
 * Events of a run after a sequence number; waits up to `waitMs` for something new by the server's own long poll on the
 * history. At most `limit` of them come at once. `closed` says that nothing will follow.
 */
export async function followEvents(
  deps: ApiDeps,
  request: { tenant: string; run: string; after: number; waitMs: number; limit?: number | undefined },
  signal: AbortSignal,
): Promise<RunEvents> {
  const deadline = AbortSignal.timeout(Math.max(1, request.waitMs));
  const until = AbortSignal.any([signal, deadline]);
  for (;;) {
    const whole = await readWhole(deps, request.tenant, request.run);
    const fresh = whole.events.filter((event) => event.seq > request.after);
    const events = fresh.slice(0, request.limit);
    const last = events.at(-1)?.seq ?? 0;
    if (events.length > 0 || whole.closed || request.waitMs === 0 || until.aborted) {
      return {
        events: events.map((event) => ({ ...event })),
        last: Math.max(last, request.after),
        closed: whole.closed && events.length === fresh.length,
      };
    }
    if (whole.row.handedOver) await grown(deps, request, whole.parts, until);
    else await new Promise((resolve) => setTimeout(resolve, NOT_STARTED_MS));
  }
}

/** Until something happens in the run, or in a workflow that does a part of it. */
async function grown(
  { runs }: ApiDeps,
  { tenant, run }: { readonly tenant: string; readonly run: string },
  parts: readonly string[],
  until: AbortSignal,
): Promise<void> {
  const first = new AbortController();
  const signal = AbortSignal.any([until, first.signal]);
  await Promise.race([undefined, ...parts].map((part) => runs.grown(tenant, run, signal, part)));
  first.abort();
}
