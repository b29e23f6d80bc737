import { DiagnosticShape, Page, PageQuery, PublishVersion, ServiceVersion } from '@omniroute/contracts';
import { formatInstant } from '@omniroute/primitives';
import { createCursor, ifMatchVersion } from '@omniroute/server-kit';
import Type from 'typebox';
import { domainErrors } from '../../domain/errors.ts';
import { requireService } from '../../storage/service-repository.ts';
import { listVersions, loadVersion, type VersionRow } from '../../storage/version-repository.ts';
import type { ApiDeps } from '../deps.ts';
import { publishService } from '../publish/publish-service.ts';
import type { ApiServer } from '../server.ts';

const Id = Type.Object({ id: Type.String() });
const cursors = createCursor(
  'versions',
  (value): value is { version: number } => typeof (value as { version?: unknown } | null)?.version === 'number',
);
const tags = ['versions'];
const Published = Type.Object({ ...ServiceVersion.properties, diagnostics: Type.Array(DiagnosticShape) });

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
      const { active, rows } = await deps.storage.inTenant(tenant, async (trx) => ({
        active: (await requireService(trx, tenant, request.params.id)).activeVersion,
        rows: await listVersions(trx, tenant, request.params.id, { ...before, limit: limit + 1 }),
      }));
      const items = rows.slice(0, limit).map((row) => shape(row, active));
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
      const row = await deps.storage.inTenant(tenant, (trx) => loadVersion(trx, tenant, id, version));
      if (row === null) throw domainErrors.fault('version.not_found', { id, version });
      return row.document;
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
        response: { 201: Published },
      },
    },
    async (request, reply) => {
      const { tenant, subject } = request.caller;
      const { id } = request.params;
      const given = request.body.service;
      const draft = await deps.storage.inTenant(tenant, (trx) =>
        trx
          .selectFrom('service')
          .select('draft')
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .executeTakeFirst(),
      );
      if (draft === undefined) throw domainErrors.fault('service.not_found', { id });
      const expected = request.headers['if-match'] === undefined ? {} : { expected: ifMatchVersion(request) };
      const outcome = await publishService(deps, {
        tenant,
        id,
        document: given ?? draft.draft,
        notes: request.body.notes ?? '',
        by: subject,
        replaceDraft: given !== undefined,
        ...expected,
      });
      const diagnostics = outcome.diagnostics.map((finding) => ({ ...finding }));
      if (!outcome.ok) {
        const errors = diagnostics.filter((finding) => finding.severity === 'error').length;
        throw domainErrors.fault('version.unsound', { errors, diagnostics });
      }
      const row = await deps.storage.inTenant(tenant, (trx) => loadVersion(trx, tenant, id, outcome.version));
      if (row === null) throw domainErrors.fault('version.not_found', { id, version: outcome.version });
      return reply.status(201).send({ ...shape(row, outcome.version), diagnostics });
    },
  );
}

function shape(row: VersionRow, active: number | null): ServiceVersion {
  return {
    version: row.version,
    notes: row.notes,
    plan_hash: row.planHash,
    service_hash: row.serviceHash,
    published_at: formatInstant(row.publishedAt.getTime()),
    published_by: row.publishedBy,
    active: row.version === active,
  };
}
