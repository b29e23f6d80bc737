import { Page, PageQuery, PublishedVersion, PublishVersion, ServiceVersion } from '@omniroute/contracts';
import { formatInstant } from '@omniroute/primitives';
import { createCursor, ifMatchVersion } from '@omniroute/server-kit';
import Type from 'typebox';
import { domainErrors } from '../../domain/errors.ts';
import type { Trx } from '../../storage/index.ts';
import { requireDraft } from '../../storage/service-repository.ts';
import { listVersions, requireVersion, type VersionRow } from '../../storage/version-repository.ts';
import type { ApiDeps } from '../deps.ts';
import { estimateShape } from '../publish/estimate-shape.ts';
import { publishService } from '../publish/publish-service.ts';
import type { ApiServer } from '../server.ts';

const Id = Type.Object({ id: Type.String() });
const cursors = createCursor(
  'versions',
  (value): value is { version: number } => typeof (value as { version?: unknown } | null)?.version === 'number',
);
const tags = ['versions'];

/** Published versions: list, one with its document, publish the next. */
export function versionRoutes(server: ApiServer, deps: ApiDeps): void {
  server.get(
    '/services/:id/versions',
    {
      schema: {
        tags,
        summary: 'List versions, newest first',
        params: Id,
        querystring: PageQuery,
        response: { 200: Page(ServiceVersion) },
      },
    },
    async (request) => {
      const { tenant } = request.caller;
      const { limit = 50, cursor } = request.query;
      const before = cursor === undefined ? {} : { before: cursors.decode(cursor).version };
      const { live, rows } = await deps.storage.inTenant(tenant, async (trx) => ({
        live: await liveVersion(trx, tenant, request.params.id),
        rows: await listVersions(trx, tenant, request.params.id, { ...before, limit: limit + 1 }),
      }));
      const items = rows.slice(0, limit).map((row) => shape(row, live));
      const last = items.at(-1);
      return {
        items,
        next: rows.length > limit && last !== undefined ? cursors.encode({ version: last.version }) : null,
      };
    },
  );

  server.get(
    '/services/:id/versions/:version',
    {
      schema: {
        tags,
        summary: 'The document of a version',
        params: Type.Object({ id: Type.String(), version: Type.Integer({ minimum: 1 }) }),
        response: { 200: Type.Unknown() },
      },
    },
    async (request) => {
      const { tenant } = request.caller;
      const { id, version } = request.params;
      return deps.storage.inTenant(tenant, async (trx) => (await requireVersion(trx, tenant, id, version)).document);
    },
  );

  server.post(
    '/services/:id/versions',
    {
      schema: {
        tags,
        summary: 'Publish the draft, or the document given',
        params: Id,
        body: PublishVersion,
        response: { 200: PublishedVersion, 201: PublishedVersion },
      },
    },
    async (request, reply) => {
      const { tenant, subject } = request.caller;
      const { id } = request.params;
      const { service: given, live_version: live } = request.body;
      const draft = await deps.storage.inTenant(tenant, (trx) => requireDraft(trx, tenant, id));
      const expected = request.headers['if-match'] === undefined ? {} : { expected: ifMatchVersion(request) };
      const outcome = await publishService(deps, {
        tenant,
        id,
        document: given ?? draft,
        name: request.body.name?.trim() ?? '',
        notes: request.body.notes ?? '',
        by: subject,
        replaceDraft: given !== undefined,
        ...expected,
        ...(live === undefined ? {} : { live }),
      });
      const diagnostics = outcome.diagnostics.map((finding) => ({ ...finding }));
      if (!outcome.ok) {
        const errors = diagnostics.filter((finding) => finding.severity === 'error').length;
        throw domainErrors.fault('version.unsound', { errors, diagnostics });
      }
      const { isNew, version, estimate } = outcome;
      const made = await deps.storage.inTenant(tenant, async (trx) =>
        shape(await requireVersion(trx, tenant, id, version), await liveVersion(trx, tenant, id)),
      );
      return reply
        .status(isNew ? 201 : 200)
        .send({ ...made, is_new: isNew, diagnostics, estimate: estimateShape(estimate) });
    },
  );
}

interface LiveVersion {
  readonly version: number | null;
  readonly at: Date | null;
  readonly by: string | null;
}

async function liveVersion(trx: Trx, tenant: string, id: string): Promise<LiveVersion> {
  const row = await trx
    .selectFrom('service')
    .select(['active_version', 'activated_at', 'activated_by'])
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw domainErrors.fault('service.not_found', { id });
  return { version: row.active_version, at: row.activated_at, by: row.activated_by };
}

function shape(row: VersionRow, live: LiveVersion): ServiceVersion {
  const isLive = row.version === live.version;
  return {
    version: row.version,
    name: row.name,
    notes: row.notes,
    plan_hash: row.planHash,
    service_hash: row.serviceHash,
    published_at: formatInstant(row.publishedAt.getTime()),
    published_by: row.publishedBy,
    active: isLive,
    activated_at: isLive && live.at !== null ? formatInstant(live.at.getTime()) : null,
    activated_by: isLive ? live.by : null,
  };
}
