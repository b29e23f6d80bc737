import { isFault } from '@omniroute/errors';
import { activityFault, type ServicePort } from '@omniroute/kind-sdk/activity';
import type { RunBlobs, SealedJson } from '../codec/index.ts';
import { noteCall } from '../storage/call-repository.ts';
import type { Storage } from '../storage/index.ts';
import { acceptRun } from '../storage/run-repository.ts';
import { findVersion } from './find-version.ts';
import type { CallingWork } from './ports.ts';
import { prepareRun } from './prepare-run.ts';

/**
 * The services of the tenant for one act. A call notes in the platform which version it took, so that callbacks and
 * messages of it are judged by its plan. A start is accepted as those from outside are, once for the key of the effect.
 */
export function createServices(deps: {
  readonly storage: Storage;
  readonly sealed: SealedJson;
  readonly blobs: RunBlobs;
  readonly newId: () => string;
  readonly now: () => number;
}): (work: CallingWork) => ServicePort {
  return ({ tenant, run, key, idempotencyKey, timeScale }) => ({
    find: ({ service, version }) =>
      asActivity(() =>
        deps.storage.inTenant(tenant, async (trx) => {
          const found = await findVersion(trx, tenant, { service, version });
          const call = key.slice(0, key.lastIndexOf(':'));
          await noteCall(trx, tenant, { run, key: call, service, ...found });
          return { service, version: found.version, hash: found.planHash };
        }),
      ),
    start: ({ service, version, input }) =>
      asActivity(async () => {
        const prepared = await prepareRun(deps, tenant, {
          service,
          version: version ?? undefined,
          trigger: undefined,
          called: true,
          input,
          timeScale,
          eventKey: `subflow ${idempotencyKey}`,
        });
        // Nothing filters a start that brings its input.
        if (prepared === null) throw new Error(`${service} was not started`);
        const { runId } = await deps.storage.inTenant(tenant, (trx) => acceptRun(trx, tenant, prepared));
        return { run_id: runId };
      }),
  });
}

/** What the platform refuses is an error of the node: input that does not fit, a service that is not there. */
async function asActivity<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isFault(error) || error.retryable) throw error;
    const code = error.code === 'run.input' ? 'validation.input' : 'poison';
    throw activityFault({ code, message: error.message }, null, error);
  }
}
