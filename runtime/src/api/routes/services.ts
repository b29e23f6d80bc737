import { ChangeService, CheckResult, CreateService, Page, ServiceSummary, ServicesQuery } from '@omniroute/contracts';
import type { Service } from '@omniroute/dsl';
import Type from 'typebox';
import { activateVersion, silenceTriggers } from '../../ingress/activate-triggers.ts';
import type { Trx } from '../../storage/index.ts';
import { commandService, requireDraft, requireLive, requireService } from '../../storage/service-repository.ts';
import type { ApiDeps } from '../deps.ts';
import { draftOf, nodeCountOf } from '../draft-row.ts';
import { estimateShape } from '../publish/estimate-shape.ts';
import { checkDocument } from '../publish/publish-service.ts';
import type { ApiServer } from '../server.ts';
import { listServices, serviceSummary } from '../service-list.ts';

const Id = Type.Object({ id: Type.String() });
const tags = ['services'];

/** Services as a list and one by one: create, look, check, deprecate, archive, roll back. */
export function serviceRoutes(server: ApiServer, deps: ApiDeps): void {
  server.get(
    '/services',
    { schema: { tags, summary: 'List services', querystring: ServicesQuery, response: { 200: Page(ServiceSummary) } } },
    (request) =>
      deps.storage.inTenant(request.caller.tenant, (trx) => listServices(trx, request.caller.tenant, request.query)),
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
        return serviceSummary(trx, tenant, id);
      });
      return reply.status(201).header('location', `/api/v1/services/${id}`).send(found);
    },
  );

  server.get(
    '/services/:id',
    { schema: { tags, summary: 'One service', params: Id, response: { 200: ServiceSummary } } },
    (request) =>
      deps.storage.inTenant(request.caller.tenant, (trx) =>
        serviceSummary(trx, request.caller.tenant, request.params.id),
      ),
  );

  server.patch(
    '/services/:id',
    {
      schema: {
        tags,
        summary: 'Deprecate, archive, or make another version active',
        params: Id,
        body: ChangeService,
        response: { 200: ServiceSummary },
      },
    },
    (request) => {
      const { tenant, subject } = request.caller;
      const { id } = request.params;
      return deps.storage.inTenant(tenant, async (trx) => {
        let service = await requireService(trx, tenant, id);
        const { status, active_version: version, live_version: live } = request.body;
        requireLive(service, live);
        if (version !== undefined) {
          ({ service } = await commandService(
            trx,
            tenant,
            service,
            { type: 'activate', version, by: subject },
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
        return serviceSummary(trx, tenant, id);
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
      const draft = await deps.storage.inTenant(tenant, (trx) => requireDraft(trx, tenant, id));
      return result(await checkDocument(deps, tenant, draft));
    },
  );
}

function result(checked: Awaited<ReturnType<typeof checkDocument>>): CheckResult {
  const { ok, diagnostics, estimate } = checked;
  const found = { ok, diagnostics: diagnostics.map((finding) => ({ ...finding })) };
  return estimate === undefined ? found : { ...found, estimate: estimateShape(estimate) };
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
