import {
  JsonPiece,
  LargeValueParams,
  LargeValueQuery,
  WHOLE_OUTPUT_PAGE,
  WholeOutputQuery,
} from '@omniroute/contracts';
import { canonicalJson, type Json } from '@omniroute/primitives';
import Type from 'typebox';
import { domainErrors } from '../../domain/errors.ts';
import { loadRun } from '../../storage/run-repository.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiServer } from '../server.ts';

const tags = ['runs'];

/** What of a run stands in the blob store, in pieces of its JSON text. */
export function wholeOutputRoutes(server: ApiServer, deps: ApiDeps): void {
  const mustExist = async (tenant: string, id: string) => {
    const run = await deps.storage.inTenant(tenant, (trx) => loadRun(trx, tenant, id));
    if (run === null) throw domainErrors.fault('run.not_found', { id });
    return { tenant, run: id };
  };
  server.get(
    '/runs/:id/output',
    {
      schema: {
        tags,
        summary: 'The whole output of a step, of which the run took only what later steps read',
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        querystring: WholeOutputQuery,
        response: { 200: JsonPiece },
      },
    },
    async ({ caller: { tenant }, params: { id }, query }) => {
      const output = await deps.blobs.output(await mustExist(tenant, id), query.key);
      if (output === undefined) throw domainErrors.fault('run.output_not_kept', { key: query.key });
      return pieceOf(output, query);
    },
  );
  server.get(
    '/runs/:id/values/:address',
    {
      schema: {
        tags,
        summary: 'A large value that a run passes by reference',
        params: LargeValueParams,
        querystring: LargeValueQuery,
        response: { 200: JsonPiece },
      },
    },
    async ({ caller: { tenant }, params: { id, address }, query }) =>
      pieceOf(await deps.blobs.value(await mustExist(tenant, id), address), query),
  );
}

function pieceOf(
  value: Json,
  { offset = 0, limit = WHOLE_OUTPUT_PAGE }: { offset?: number; limit?: number },
): JsonPiece {
  const whole = canonicalJson(value);
  const text = whole.slice(offset, offset + limit);
  const end = offset + text.length;
  return { text, offset, total: whole.length, next: end < whole.length ? end : null };
}
