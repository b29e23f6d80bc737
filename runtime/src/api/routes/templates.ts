import { ServiceSummary } from '@omniroute/contracts';
import Type from 'typebox';
import { domainErrors } from '../../domain/errors.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiServer } from '../server.ts';
import { serviceSummary } from '../service-list.ts';
import { copyTemplate, type Template } from '../templates.ts';

const TemplateShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  service: Type.Unknown(),
});

/** Ready services to begin with: looked at, and copied with their scenarios. */
export function templateRoutes(server: ApiServer, deps: ApiDeps, templates: readonly Template[]): void {
  server.get(
    '/templates',
    {
      schema: {
        tags: ['templates'],
        summary: 'List templates',
        response: { 200: Type.Object({ items: Type.Array(TemplateShape) }) },
      },
    },
    async () => ({
      items: templates.map(({ id, service }) => ({
        id,
        name: service.name,
        description: service.description ?? '',
        service,
      })),
    }),
  );

  server.post(
    '/templates/:id/copies',
    {
      schema: {
        tags: ['templates'],
        summary: 'Make a service of a template, with its scenarios',
        params: Type.Object({ id: Type.String() }),
        response: { 201: ServiceSummary },
      },
    },
    async (request, reply) => {
      const { tenant, subject } = request.caller;
      const { id } = request.params;
      const template = templates.find((each) => each.id === id);
      if (template === undefined) throw domainErrors.fault('template.not_found', { id });
      const made = await deps.storage.inTenant(tenant, async (trx) =>
        serviceSummary(trx, tenant, await copyTemplate(trx, deps, tenant, template, subject)),
      );
      return reply.status(201).header('location', `/api/v1/services/${made.id}`).send(made);
    },
  );
}
