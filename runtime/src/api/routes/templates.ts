import Type from 'typebox';
import type { ApiServer } from '../server.ts';
import type { Template } from '../templates.ts';

const TemplateShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  service: Type.Unknown(),
});

/** Ready services to begin with. */
export function templateRoutes(server: ApiServer, templates: readonly Template[]): void {
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
}
