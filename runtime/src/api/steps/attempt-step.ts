import type { StepAttempt } from '@omniroute/contracts';
import { idempotencyKey, planHash } from '@omniroute/plan';
import { canonicalJson, type Json } from '@omniroute/primitives';
import { domainErrors } from '../../domain/errors.ts';
import { readRun } from '../../projection/read-run.ts';
import { requireDraft } from '../../storage/service-repository.ts';
import { savePlan } from '../../storage/version-repository.ts';
import type { ApiDeps } from '../deps.ts';
import { planOfStep } from '../publish/plan-of-step.ts';

/** How long an answer is waited for before the page has to ask again. */
const WAIT_MS = 45_000;

interface Step {
  readonly service: string;
  readonly node: string;
}

/**
 * Does one step of the stored draft for real: with the real connector, once, under an idempotency key of its own. It is a run of
 * nothing but that step, which stands in no list of runs.
 */
export async function attemptStep(
  deps: ApiDeps,
  caller: { readonly tenant: string; readonly subject: string },
  { service, node, input }: Step & { readonly input: Json },
): Promise<StepAttempt> {
  const { tenant, subject } = caller;
  const document = await deps.storage.inTenant(tenant, (trx) => requireDraft(trx, tenant, service));
  const plan = await planOfStep(deps, tenant, { document, node, input });
  const hash = planHash(plan);
  await deps.storage.inTenant(tenant, (trx) => savePlan(trx, tenant, hash, canonicalJson(plan)));
  const run = deps.newId();
  deps.log.info('a step is done for real', { tenant, service, node, run, by: subject });
  const facts = { run, tenant, service, version: 0, started_at: deps.now(), trigger: 'manual' };
  await deps.runs.start({ plan: hash, facts, input: {}, time_scale: 1 });
  await deps.runs.result(tenant, run, AbortSignal.timeout(WAIT_MS));
  return (await readAttempt(deps, tenant, { service, node, run })) ?? running(tenant, { service, node, run });
}

/** What came of a step that was done before. Throws `step.no_attempt` where there is none. */
export async function stepAttempt(deps: ApiDeps, tenant: string, step: Step & { run: string }): Promise<StepAttempt> {
  const attempt = await readAttempt(deps, tenant, step);
  if (attempt === null) throw domainErrors.fault('step.no_attempt', { node: step.node });
  return attempt;
}

async function readAttempt(deps: ApiDeps, tenant: string, step: Step & { run: string }): Promise<StepAttempt | null> {
  const read = await readRun(deps.runs, deps.codec, tenant, step.run);
  const visit = read?.view.visits.find(({ node }) => node === step.node);
  if (read === null) return null;
  const { error } = visit ?? read.view;
  const done = { ...running(tenant, step), output: visit?.output ?? null };
  if (read.closed === 'no') return done;
  return {
    ...done,
    status: visit?.status === 'completed' ? 'completed' : 'failed',
    error: error === null ? null : { code: error.code, message: error.message },
    took_ms: visit?.ended_at == null ? null : visit.ended_at - visit.started_at,
  };
}

function running(tenant: string, { service, node, run }: Step & { run: string }): StepAttempt {
  const key = idempotencyKey({ tenant, service, run }, `${node}#1`);
  return { run_id: run, status: 'running', output: null, error: null, idempotency_key: key, took_ms: null };
}
