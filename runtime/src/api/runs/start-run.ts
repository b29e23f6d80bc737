import { admitStart } from '@omniroute/engine';
import type { Plan } from '@omniroute/plan';
import { type Json, sha256Hex } from '@omniroute/primitives';
import { domainErrors } from '../../domain/errors.ts';
import type { Trx } from '../../storage/index.ts';
import { acceptRun } from '../../storage/run-repository.ts';
import { requireService } from '../../storage/service-repository.ts';
import { loadPlan, loadVersion } from '../../storage/version-repository.ts';
import type { StartArgs } from '../../workflows/protocol.ts';
import type { ApiDeps } from '../deps.ts';
import { handOverRun } from './hand-over.ts';

/** A start as a caller asks for it: `input` itself, or the `event` a trigger received. */
export interface StartRequest {
  readonly service: string;
  readonly version: number | undefined;
  readonly trigger: string | undefined;
  readonly input?: Json;
  readonly event?: Json;
  readonly timeScale: number;
}

/** `run_id: null`: the trigger's `when` said no, so no run was made. */
export interface StartOutcome {
  readonly runId: string | null;
  readonly deduplicated: boolean;
}

/**
 * Accepts a start: judges trigger and input, writes run, dedupe key and subscriptions in one transaction, and only then
 * hands the run over. Once this answers, the run happens: if the workflow server is down the dispatcher starts it later.
 */
export async function startRun(deps: ApiDeps, tenant: string, request: StartRequest): Promise<StartOutcome> {
  const { plan, planHash, version } = await deps.storage.inTenant(tenant, (trx) => resolvePlan(trx, tenant, request));
  const id = deps.newId();
  const startedAt = deps.now();
  const facts = { run: id, tenant, service: request.service, version, started_at: startedAt };
  const admitted = admitStart(plan, {
    facts,
    ...(request.trigger === undefined ? {} : { trigger: request.trigger }),
    ...(request.input === undefined ? {} : { input: request.input }),
    ...(request.event === undefined ? {} : { event: request.event }),
  });
  if (!admitted.ok) {
    if (admitted.reason === 'input')
      throw domainErrors.fault('run.input', { problem: admitted.error.message, error: admitted.error });
    if (admitted.reason === 'filtered') return { runId: null, deduplicated: false };
    const expected = plan.triggers.map((trigger) => trigger.id).join(', ') || 'manual';
    throw domainErrors.fault('run.trigger', {
      id: request.service,
      trigger: request.trigger ?? '(none given)',
      expected,
    });
  }
  const args: StartArgs = {
    plan: planHash,
    facts: { ...facts, trigger: admitted.trigger },
    input: admitted.input,
    time_scale: request.timeScale,
  };
  const startArgs = await deps.sealed.seal(tenant, args as unknown as Json);
  const keyHash = admitted.dedupeKey === null ? null : sha256Hex(admitted.dedupeKey);
  const accepted = await deps.storage.inTenant(tenant, (trx) =>
    acceptRun(trx, tenant, {
      run: {
        id,
        service: request.service,
        version,
        planHash,
        trigger: admitted.trigger,
        status: 'running',
        timeScale: request.timeScale,
        startArgs,
        startedAt: new Date(startedAt),
      },
      keyHash,
      subscriptions: admitted.subscriptions,
    }),
  );
  if (!accepted.deduplicated) await handOverSoon(deps, tenant, { id, startArgs });
  return accepted;
}

async function resolvePlan(
  trx: Trx,
  tenant: string,
  request: StartRequest,
): Promise<{ plan: Plan; planHash: string; version: number }> {
  const service = await requireService(trx, tenant, request.service);
  if (service.status === 'archived') throw domainErrors.fault('service.archived', { id: service.id });
  const version = request.version ?? service.activeVersion;
  if (version === null) throw domainErrors.fault('service.not_published', { id: service.id });
  const row = await loadVersion(trx, tenant, service.id, version);
  const body = row === null ? null : await loadPlan(trx, tenant, row.planHash);
  if (row === null || body === null) throw domainErrors.fault('version.not_found', { id: service.id, version });
  return { plan: JSON.parse(body) as Plan, planHash: row.planHash, version };
}

/** The run is accepted already; a workflow server that is down delays it and fails nothing. */
async function handOverSoon(deps: ApiDeps, tenant: string, run: { id: string; startArgs: Buffer }): Promise<void> {
  try {
    await handOverRun(deps, tenant, run);
  } catch (error) {
    deps.log.warn('a run waits to be handed over', { run: run.id, error });
  }
  deps.wake();
}
