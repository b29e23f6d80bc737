import { CheckResult, CreateService, Page, PageQuery, ServiceSummary } from '@omniroute/contracts';
import type { Service } from '@omniroute/dsl';
import { formatInstant } from '@omniroute/primitives';
import { createCursor } from '@omniroute/server-kit';
import Type from 'typebox';
import { domainErrors } from '../../domain/errors.ts';
import { activateVersion, silenceTriggers } from '../../ingress/activate-triggers.ts';
import type { Trx } from '../../storage/index.ts';
import { commandService, requireService } from '../../storage/service-repository.ts';
import type { ApiDeps } from '../deps.ts';
import { draftOf, nodeCountOf } from '../draft-row.ts';
import { checkDocument } from '../publish/publish-service.ts';
import type { ApiServer } from '../server.ts';

const Id = Type.Object({ id: Type.String() });
const Lifecycle = Type.Object(
  {
    status: Type.Optional(Type.Enum(['deprecated', 'archived'])),
    active_version: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  { additionalProperties: false },
);
const cursors = createCursor(
  'services',
  (value): value is { id: string } => typeof (value as { id?: unknown } | null)?.id === 'string',
);
const tags = ['services'];

/** Services as a list and one by one: create, look, check, deprecate, archive, roll back. */
export function serviceRoutes(server: ApiServer, deps: ApiDeps): void {
  server.get(
    '/services',
    { schema: { tags, summary: 'List services', querystring: PageQuery, response: { 200: Page(ServiceSummary) } } },
    async (request) => {
      const { limit = 50, cursor } = request.query;
      const after = cursor === undefined ? '' : cursors.decode(cursor).id;
      const rows = await deps.storage.inTenant(request.caller.tenant, (trx) =>
        summaries(trx, request.caller.tenant, { after, limit: limit + 1 }),
      );
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      return { items, next: rows.length > limit && last !== undefined ? cursors.encode({ id: last.id }) : null };
    },
  );

  server.post(
    '/services',
    {
      schema: {
        tags,
        summary: 'Create a service from a document',
        body: CreateService,
        response: { 201: ServiceSummary },
      },
    },
    async (request, reply) => {
      const { tenant } = request.caller;
      const document = request.body.service as Partial<Service>;
      const id = String(document.id ?? '');
      const command = {
        type: 'create',
        id,
        name: String(document.name ?? ''),
        nodeCount: nodeCountOf(document),
      } as const;
      const found = await deps.storage.inTenant(tenant, async (trx) => {
        await commandService(trx, tenant, null, command, { ids: deps.newId, draft: draftOf(document) });
        return one(trx, tenant, id);
      });
      return reply.status(201).header('location', `/api/v1/services/${id}`).send(found);
    },
  );

  server.get(
    '/services/:id',
    { schema: { tags, summary: 'One service', params: Id, response: { 200: ServiceSummary } } },
    (request) =>
      deps.storage.inTenant(request.caller.tenant, (trx) => one(trx, request.caller.tenant, request.params.id)),
  );

  server.patch(
    '/services/:id',
    {
      schema: {
        tags,
        summary: 'Deprecate, archive, or make another version active',
        params: Id,
        body: Lifecycle,
        response: { 200: ServiceSummary },
      },
    },
    (request) => {
      const { tenant } = request.caller;
      const { id } = request.params;
      return deps.storage.inTenant(tenant, async (trx) => {
        let service = await requireService(trx, tenant, id);
        const { status, active_version: version } = request.body;
        if (version !== undefined) {
          ({ service } = await commandService(
            trx,
            tenant,
            service,
            { type: 'activate', version },
            { ids: deps.newId },
          ));
          await activateVersion(trx, tenant, { service: id, version }, deps.now());
        }
        if (status === 'deprecated')
          await commandService(trx, tenant, service, { type: 'deprecate' }, { ids: deps.newId });
        if (status === 'archived') {
          await commandService(
            trx,
            tenant,
            service,
            { type: 'archive', activeRuns: await activeRuns(trx, tenant, id) },
            { ids: deps.newId },
          );
          await silenceTriggers(trx, tenant, id);
        }
        return one(trx, tenant, id);
      });
    },
  );

  server.post(
    '/services/:id/check',
    {
      schema: {
        tags,
        summary: 'Check a document, or the draft',
        params: Id,
        body: Type.Optional(Type.Object({ service: Type.Optional(Type.Unknown()) })),
        response: { 200: CheckResult },
      },
    },
    async (request) => {
      const { tenant } = request.caller;
      const { id } = request.params;
      const given = request.body?.service;
      if (given !== undefined) return result(await checkDocument(deps, tenant, given));
      const row = await deps.storage.inTenant(tenant, (trx) =>
        trx
          .selectFrom('service')
          .select('draft')
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .executeTakeFirst(),
      );
      if (row === undefined) throw domainErrors.fault('service.not_found', { id });
      return result(await checkDocument(deps, tenant, row.draft));
    },
  );
}

function result(checked: Awaited<ReturnType<typeof checkDocument>>): CheckResult {
  const { ok, diagnostics, estimate } = checked;
  const found = { ok, diagnostics: diagnostics.map((finding) => ({ ...finding })) };
  return estimate === undefined ? found : { ...found, estimate: { ...estimate, providers: { ...estimate.providers } } };
}

async function summaries(
  trx: Trx,
  tenant: string,
  page: { after: string; limit: number; id?: string },
): Promise<ServiceSummary[]> {
  let query = trx.selectFrom('service').selectAll().where('tenant_id', '=', tenant).where('id', '>', page.after);
  if (page.id !== undefined) query = query.where('id', '=', page.id);
  const rows = await query.orderBy('id').limit(page.limit).execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    description: row.description,
    category: row.category,
    status: row.status as ServiceSummary['status'],
    active_version: row.active_version,
    updated_at: formatInstant(row.updated_at.getTime()),
  }));
}

async function one(trx: Trx, tenant: string, id: string): Promise<ServiceSummary> {
  const [found] = await summaries(trx, tenant, { after: '', limit: 1, id });
  if (found === undefined) throw domainErrors.fault('service.not_found', { id });
  return found;
}

async function activeRuns(trx: Trx, tenant: string, id: string): Promise<number> {
  const { runs } = await trx
    .selectFrom('run')
    .select((select) => select.fn.countAll<string>().as('runs'))
    .where('tenant_id', '=', tenant)
    .where('service_id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(runs);
}
