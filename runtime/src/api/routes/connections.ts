import { ConnectionShape } from '@omniroute/contracts';
import Type from 'typebox';
import { listConnections } from '../../storage/connection-repository.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiServer } from '../server.ts';

/** Connections of the tenant, without any secret. */
export function connectionRoutes(server: ApiServer, deps: ApiDeps): void {
  server.get(
    '/connections',
    {
      schema: {
        tags: ['connections'],
        summary: 'List connections',
        response: { 200: Type.Object({ items: Type.Array(ConnectionShape) }) },
      },
    },
    async (request) => {
      const rows = await deps.storage.inTenant(request.caller.tenant, (trx) =>
        listConnections(trx, request.caller.tenant),
      );
      return { items: rows.map(({ baseUrl, ...row }) => ({ ...row, base_url: baseUrl })) };
    },
  );
}
