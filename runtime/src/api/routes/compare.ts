import { VersionRef, VersionsCompared } from '@omniroute/contracts';
import { diff, type Service } from '@omniroute/dsl';
import Type from 'typebox';
import type { Trx } from '../../storage/index.ts';
import { requireDraft } from '../../storage/service-repository.ts';
import { requireVersion } from '../../storage/version-repository.ts';
import type { ApiDeps } from '../deps.ts';
import { drawnService } from '../drafts/open-draft.ts';
import type { ApiServer } from '../server.ts';

/** Two states of a service compared: what makes one of the other, in the vocabulary that drafts are changed with. */
export function compareRoutes(server: ApiServer, deps: ApiDeps): void {
  server.get(
    '/services/:id/compare',
    {
      schema: {
        tags: ['versions'],
        summary: 'The operations that make one version, or the draft, of another',
        params: Type.Object({ id: Type.String() }),
        querystring: Type.Object({ from: VersionRef, to: VersionRef }),
        response: { 200: VersionsCompared },
      },
    },
    async (request) => {
      const { tenant } = request.caller;
      const { id } = request.params;
      const { from, to } = request.query;
      const { before, after } = await deps.storage.inTenant(tenant, async (trx) => ({
        before: await stateOf(trx, deps, tenant, id, from),
        after: await stateOf(trx, deps, tenant, id, to),
      }));
      return { from, to, operations: diff(before, after) };
    },
  );
}

/** A version's document, or the draft as a page draws it. */
async function stateOf(trx: Trx, deps: ApiDeps, tenant: string, id: string, ref: VersionRef): Promise<Service> {
  if (ref === 'draft') return drawnService(id, await requireDraft(trx, tenant, id), deps);
  return (await requireVersion(trx, tenant, id, Number(ref))).document as Service;
}
