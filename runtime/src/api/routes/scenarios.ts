import { SavedScenario, SavedScenarios, ScenarioShape } from '@omniroute/contracts';
import { formatInstant } from '@omniroute/primitives';
import { etagOf, httpErrors, ifMatchVersion } from '@omniroute/server-kit';
import Type from 'typebox';
import { domainErrors } from '../../domain/errors.ts';
import {
  addScenario,
  changeScenario,
  listScenarios,
  removeScenario,
  type ScenarioRow,
} from '../../storage/scenario-repository.ts';
import { requireService } from '../../storage/service-repository.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiServer } from '../server.ts';

const Id = Type.Object({ id: Type.String() });
const One = Type.Object({ id: Type.String(), scenario: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,79}$' }) });
/** Of one service; more are a matter for files. */
const MOST = 200;
const tags = ['scenarios'];

/** Scenarios that are kept with a service: list, keep, change, forget. */
export function scenarioRoutes(server: ApiServer, deps: ApiDeps): void {
  server.get(
    '/services/:id/scenarios',
    { schema: { tags, summary: 'List the scenarios of a service', params: Id, response: { 200: SavedScenarios } } },
    async (request) => {
      const { tenant } = request.caller;
      const rows = await deps.storage.inTenant(tenant, async (trx) => {
        await requireService(trx, tenant, request.params.id);
        return listScenarios(trx, tenant, request.params.id);
      });
      return { items: rows.map(shape) };
    },
  );

  server.put(
    '/services/:id/scenarios/:scenario',
    {
      schema: {
        tags,
        summary: 'Keep a scenario; with If-Match, change the one that is there',
        params: One,
        body: ScenarioShape,
        response: { 200: SavedScenario },
      },
    },
    async (request, reply) => {
      const { tenant, subject } = request.caller;
      const { id: service, scenario: id } = request.params;
      const expected = request.headers['if-match'] === undefined ? null : ifMatchVersion(request);
      const written = { service, id, body: request.body, by: subject };
      const row = await deps.storage.inTenant(tenant, async (trx) => {
        await requireService(trx, tenant, service);
        if (expected !== null) {
          if ((await changeScenario(trx, tenant, { ...written, revision: expected })) === null)
            throw httpErrors.fault('precondition.failed');
        } else {
          if ((await listScenarios(trx, tenant, service)).length >= MOST)
            throw domainErrors.fault('scenario.too_many', { most: MOST });
          if (!(await addScenario(trx, tenant, written))) throw domainErrors.fault('scenario.exists', { id });
        }
        return (await listScenarios(trx, tenant, service)).find((each) => each.id === id);
      });
      if (row === undefined) throw domainErrors.fault('scenario.not_found', { id });
      return reply.header('etag', etagOf(row.revision)).send(shape(row));
    },
  );

  server.delete(
    '/services/:id/scenarios/:scenario',
    { schema: { tags, summary: 'Forget a scenario', params: One, response: { 204: Type.Null() } } },
    async (request, reply) => {
      const { tenant } = request.caller;
      const { id: service, scenario: id } = request.params;
      const revision = ifMatchVersion(request);
      const isGone = await deps.storage.inTenant(tenant, (trx) =>
        removeScenario(trx, tenant, { service, id, revision }),
      );
      if (!isGone) throw httpErrors.fault('precondition.failed');
      return reply.status(204).send(null);
    },
  );
}

function shape({ id, revision, body, updatedBy, updatedAt }: ScenarioRow): SavedScenario {
  return { id, revision, scenario: body, updated_by: updatedBy, updated_at: formatInstant(updatedAt.getTime()) };
}
