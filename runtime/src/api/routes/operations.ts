import { OperateRun, RunOperated } from '@omniroute/contracts';
import Type from 'typebox';
import type { ApiDeps } from '../deps.ts';
import { operateRun } from '../runs/operate-run.ts';
import type { ApiServer } from '../server.ts';

/** What a person may do to a run that is open. */
export function operationRoutes(server: ApiServer, deps: ApiDeps): void {
  server.post(
    '/runs/:id/operations',
    {
      schema: {
        tags: ['runs'],
        summary: 'Act on a run: pause, resume, cancel, terminate, retry or skip a step or an undo, set a variable',
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        body: OperateRun,
        response: { 200: RunOperated },
      },
    },
    (request) => operateRun(deps, request.caller, request.params.id, request.body),
  );
}
