import { WHOLE_OUTPUT_PAGE, WholeOutput, WholeOutputQuery } from '@omniroute/contracts';
import { canonicalJson } from '@omniroute/primitives';
import Type from 'typebox';
import { domainErrors } from '../../domain/errors.ts';
import { loadRun } from '../../storage/run-repository.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiServer } from '../server.ts';

/** What the work of a visit gave as a whole, where the run took a part of it. */
export function wholeOutputRoutes(server: ApiServer, deps: ApiDeps): void {
  server.get(
    '/runs/:id/output',
    {
      schema: {
        tags: ['runs'],
        summary: 'The whole output of a step, of which the run took only what later steps read',
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        querystring: WholeOutputQuery,
        response: { 200: WholeOutput },
      },
    },
    async ({ caller: { tenant }, params: { id }, query }) => {
      const { key, offset = 0, limit = WHOLE_OUTPUT_PAGE } = query;
      const run = await deps.storage.inTenant(tenant, (trx) => loadRun(trx, tenant, id));
      if (run === null) throw domainErrors.fault('run.not_found', { id });
      const output = await deps.blobs.output({ tenant, run: id }, key);
      if (output === undefined) throw domainErrors.fault('run.output_not_kept', { key });
      const whole = canonicalJson(output);
      const text = whole.slice(offset, offset + limit);
      const end = offset + text.length;
      return { key, text, offset, total: whole.length, next: end < whole.length ? end : null };
    },
  );
}
