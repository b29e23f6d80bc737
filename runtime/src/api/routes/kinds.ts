import { KindShape } from '@omniroute/contracts';
import Type from 'typebox';
import type { ApiDeps } from '../deps.ts';
import type { ApiServer } from '../server.ts';

/** What can be drawn: every kind's definition as data. */
export function kindRoutes(server: ApiServer, deps: ApiDeps): void {
  server.get(
    '/kinds',
    {
      schema: {
        tags: ['kinds'],
        summary: 'Kinds of steps',
        response: { 200: Type.Object({ items: Type.Array(KindShape) }) },
      },
    },
    async () => ({
      items: Object.values(deps.kinds).map((kind) => ({
        type: kind.type,
        version: kind.version,
        title: kind.title,
        category: kind.category,
        icon: kind.icon,
        role: kind.role,
        help: kind.help,
        config: kind.config,
        defaults: kind.defaults,
        runnable: kind.activity?.built !== false,
      })),
    }),
  );
}
