import { ConnectionName, ConnectionShape, PutConnection } from '@omniroute/contracts';
import Type from 'typebox';
import { sealSecret } from '../../codec/index.ts';
import { checkConnection } from '../../domain/connection.ts';
import { domainErrors } from '../../domain/errors.ts';
import {
  type ConnectionRow,
  deleteConnection,
  listConnections,
  loadConnection,
  saveConnection,
  userOfConnection,
} from '../../storage/connection-repository.ts';
import type { Trx } from '../../storage/index.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiServer } from '../server.ts';

const Name = Type.Object({ name: ConnectionName });
const tags = ['connections'];

/** Connections of the tenant. Secrets go in and never come out. */
export function connectionRoutes(server: ApiServer, deps: ApiDeps): void {
  server.get(
    '/connections',
    {
      schema: {
        tags,
        summary: 'List connections',
        response: { 200: Type.Object({ items: Type.Array(ConnectionShape) }) },
      },
    },
    async (request) => {
      const { tenant } = request.caller;
      const rows = await deps.storage.inTenant(tenant, (trx) => listConnections(trx, tenant));
      return { items: rows.map(shape) };
    },
  );

  server.put(
    '/connections/:name',
    {
      schema: {
        tags,
        summary: 'Create or change a connection; a secret that is left out stays, null removes it',
        params: Name,
        body: PutConnection,
        response: { 200: ConnectionShape },
      },
    },
    async (request) => {
      const { tenant } = request.caller;
      const { name } = request.params;
      const { type, class: kind, base_url: baseUrl = null, hosts = [], secret } = request.body;
      if (kind === 'local') throw domainErrors.fault('connection.local', { name });
      checkConnection({ name, baseUrl, hosts });
      const sealed = typeof secret === 'string' ? await sealSecret(deps.sealed, tenant, name, secret) : secret;
      return deps.storage.inTenant(tenant, async (trx) => {
        const before = await loadConnection(trx, tenant, name);
        refuseLocal(before);
        if (before !== null && before.type !== type) await refuseUsed(trx, tenant, name);
        await saveConnection(trx, tenant, { name, type, class: 'public', baseUrl, hosts }, sealed);
        return shape((await loadConnection(trx, tenant, name)) as ConnectionRow);
      });
    },
  );

  server.delete(
    '/connections/:name',
    { schema: { tags, summary: 'Remove a connection and its secret', params: Name, response: { 204: Type.Null() } } },
    async (request, reply) => {
      const { tenant } = request.caller;
      const { name } = request.params;
      await deps.storage.inTenant(tenant, async (trx) => {
        const before = await loadConnection(trx, tenant, name);
        if (before === null) throw domainErrors.fault('connection.not_found', { name });
        refuseLocal(before);
        await refuseUsed(trx, tenant, name);
        await deleteConnection(trx, tenant, name);
      });
      return reply.status(204).send(null);
    },
  );
}

/** What the supervisor made is its own. */
function refuseLocal(row: ConnectionRow | null): void {
  if (row?.class === 'local') throw domainErrors.fault('connection.local', { name: row.name });
}

async function refuseUsed(trx: Trx, tenant: string, name: string): Promise<void> {
  const service = await userOfConnection(trx, tenant, name);
  if (service !== null) throw domainErrors.fault('connection.used', { name, service });
}

function shape({ baseUrl, hosts, hasSecret, ...row }: ConnectionRow): ConnectionShape {
  return { ...row, base_url: baseUrl, hosts: [...hosts], has_secret: hasSecret };
}
