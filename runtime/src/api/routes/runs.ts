import {
  CancelRun,
  Page,
  RunDetail,
  RunEvents,
  RunEventsQuery,
  RunStarted,
  RunSummary,
  RunsQuery,
  StartRun,
  VisitShape,
  VisitsQuery,
} from '@omniroute/contracts';
import type { Json } from '@omniroute/primitives';
import { createCursor } from '@omniroute/server-kit';
import Type from 'typebox';
import { domainErrors } from '../../domain/errors.ts';
import { startRun } from '../../ingress/start-run.ts';
import { listRuns, loadRun } from '../../storage/run-repository.ts';
import type { ApiDeps } from '../deps.ts';
import { followEvents } from '../runs/follow-events.ts';
import { readWhole, runDetail, runSummary, visitShape } from '../runs/run-detail.ts';
import { visitPage } from '../runs/visit-page.ts';
import type { ApiServer } from '../server.ts';

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const NoRun = Type.Object({ run_id: Type.Null(), deduplicated: Type.Boolean() });
const cursors = createCursor(
  'runs',
  (value): value is { at: number; id: string } => typeof (value as { at?: unknown } | null)?.at === 'number',
);
const places = createCursor(
  'visits',
  (value): value is { from: number } => typeof (value as { from?: unknown } | null)?.from === 'number',
);
const tags = ['runs'];

/** Runs: start, list, look, follow, cancel. */
export function runRoutes(server: ApiServer, deps: ApiDeps): void {
  server.post(
    '/services/:id/runs',
    {
      schema: {
        tags,
        summary: 'Start a run',
        params: Type.Object({ id: Type.String() }),
        body: StartRun,
        response: { 202: Type.Union([RunStarted, NoRun]) },
      },
    },
    async (request, reply) => {
      const { input, event, trigger, version, time_scale: timeScale = 1 } = request.body;
      const { runId, deduplicated } = await startRun(deps, request.caller.tenant, {
        service: request.params.id,
        version,
        trigger,
        timeScale,
        ...(event === undefined ? { input: (input ?? {}) as Json } : { event: event as Json }),
      });
      if (runId !== null) reply.header('location', `/api/v1/runs/${runId}`);
      return reply.status(202).send({ run_id: runId, deduplicated } as never);
    },
  );

  server.get(
    '/runs',
    {
      schema: { tags, summary: 'List runs, newest first', querystring: RunsQuery, response: { 200: Page(RunSummary) } },
    },
    async (request) => {
      const { limit = 50, cursor, service, version, status, business_key, since, until } = request.query;
      const position = cursor === undefined ? undefined : cursors.decode(cursor);
      const { tenant } = request.caller;
      const businessKey = business_key === undefined ? undefined : await hashOf(deps, tenant, business_key);
      const rows = await deps.storage.inTenant(tenant, (trx) =>
        listRuns(trx, tenant, {
          limit: limit + 1,
          service,
          version,
          status,
          businessKey,
          since: dateOf(since),
          until: dateOf(until),
          ...(position === undefined ? {} : { after: { startedAt: new Date(position.at), id: position.id } }),
        }),
      );
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        items: page.map(runSummary),
        next:
          rows.length > limit && last !== undefined
            ? cursors.encode({ at: last.startedAt.getTime(), id: last.id })
            : null,
      };
    },
  );

  server.get(
    '/runs/:id',
    { schema: { tags, summary: 'A run in full', params: Id, response: { 200: RunDetail } } },
    (request) => runDetail(deps, request.caller.tenant, request.params.id),
  );

  server.get(
    '/runs/:id/visits',
    {
      schema: {
        tags,
        summary: 'Visits of a run, in pages: of all its steps, of one, or of one turn of a loop',
        params: Id,
        querystring: VisitsQuery,
        response: { 200: Page(VisitShape) },
      },
    },
    async (request) => {
      const { cursor, limit = 100, node, iteration } = request.query;
      const from = cursor === undefined ? 0 : places.decode(cursor).from;
      const { view } = await readWhole(deps, request.caller.tenant, request.params.id);
      const { visits, next } = visitPage(view.visits, { node, iteration, from, limit });
      return { items: visits.map(visitShape), next: next === null ? null : places.encode({ from: next }) };
    },
  );

  server.get(
    '/runs/:id/events',
    {
      schema: {
        tags,
        summary: 'What a run did, by long poll or as server-sent events',
        params: Id,
        querystring: RunEventsQuery,
        response: { 200: RunEvents },
      },
    },
    async (request, reply) => {
      const { after = 0, wait = 0, limit } = request.query;
      const follow = (from: number, seconds: number, signal: AbortSignal) =>
        followEvents(
          deps,
          { tenant: request.caller.tenant, run: request.params.id, after: from, waitMs: seconds * 1000, limit },
          signal,
        );
      const gone = new AbortController();
      request.raw.on('close', () => gone.abort());
      if (request.headers.accept?.includes('text/event-stream') !== true) return follow(after, wait, gone.signal);
      const first = await follow(after, 0, gone.signal);
      reply.hijack();
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      for (let page = first; ; page = await follow(page.last, 25, gone.signal)) {
        for (const event of page.events)
          reply.raw.write(`id: ${(event as { seq: number }).seq}\ndata: ${JSON.stringify(event)}\n\n`);
        if (page.events.length === 0) reply.raw.write(': still here\n\n');
        if (page.closed || gone.signal.aborted) break;
      }
      reply.raw.end();
      return reply;
    },
  );

  server.post(
    '/runs/:id/cancel',
    {
      schema: {
        tags,
        summary: 'Cancel a run',
        params: Id,
        body: Type.Optional(CancelRun),
        response: { 202: RunSummary },
      },
    },
    async (request, reply) => {
      const { tenant } = request.caller;
      const { id } = request.params;
      const row = await deps.storage.inTenant(tenant, (trx) => loadRun(trx, tenant, id));
      if (row === null) throw domainErrors.fault('run.not_found', { id });
      if (row.endedAt !== null) throw domainErrors.fault('run.closed', { id, status: row.status });
      const asked = await deps.runs.cancel(tenant, id, request.body?.reason ?? 'cancelled by a person');
      if (asked === 'closed') throw domainErrors.fault('run.closed', { id, status: 'ended' });
      deps.wake();
      return reply.status(202).send(runSummary(row));
    },
  );
}

const dateOf = (instant: string | undefined) => (instant === undefined ? undefined : new Date(instant));

/** The keyed hash of a business key written `name:value`; names have no colon. */
function hashOf(deps: ApiDeps, tenant: string, key: string): Promise<string> {
  const colon = key.indexOf(':');
  return deps.sealed.fingerprint(tenant, key.slice(0, colon), key.slice(colon + 1));
}
