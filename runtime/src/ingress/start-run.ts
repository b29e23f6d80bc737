import { prepareRun, type StartRequest } from '../activities/prepare-run.ts';
import { acceptRun } from '../storage/run-repository.ts';
import type { IngressDeps } from './deps.ts';
import { handOverRun, type ToHandOver } from './hand-over.ts';

/** `run_id: null`: the trigger's `when` said no, so no run was made. */
export interface StartOutcome {
  readonly runId: string | null;
  readonly deduplicated: boolean;
}

/**
 * Accepts a start: judges trigger and input, writes run, dedupe key and subscriptions in one transaction, and only then
 * hands the run over. Once this answers, the run happens: if the workflow server is down the dispatcher starts it later.
 */
export async function startRun(deps: IngressDeps, tenant: string, request: StartRequest): Promise<StartOutcome> {
  const prepared = await prepareRun(deps, tenant, request);
  if (prepared === null) return { runId: null, deduplicated: false };
  const accepted = await deps.storage.inTenant(tenant, (trx) => acceptRun(trx, tenant, prepared));
  if (!accepted.deduplicated) await handOverSoon(deps, tenant, prepared.run);
  return accepted;
}

/** The run is accepted already; a workflow server that is down delays it and fails nothing. */
async function handOverSoon(deps: IngressDeps, tenant: string, run: ToHandOver): Promise<void> {
  try {
    await handOverRun(deps, tenant, run);
  } catch (error) {
    deps.log.warn('a run waits to be handed over', { run: run.id, error });
  }
  deps.wake();
}
