import { admitStart } from '@omniroute/engine';
import { largeParts, type Plan, triggerOfCall } from '@omniroute/plan';
import { type Json, sha256Hex } from '@omniroute/primitives';
import type { RunBlobs, SealedJson } from '../codec/index.ts';
import { domainErrors } from '../domain/errors.ts';
import type { Storage, Trx } from '../storage/index.ts';
import type { AcceptRun } from '../storage/run-repository.ts';
import { loadPlan } from '../storage/version-repository.ts';
import type { StartArgs } from '../workflows/protocol.ts';
import { findVersion } from './find-version.ts';
import { byReference } from './large-values.ts';

/** A start as a caller asks for it: `input` itself, or the `event` a trigger received. */
export interface StartRequest {
  readonly service: string;
  readonly version: number | undefined;
  readonly trigger: string | undefined;
  /** Started by another run: it begins as a call of it does. */
  readonly called?: true;
  readonly input?: Json;
  readonly event?: Json;
  readonly timeScale: number;
  /** What makes the event one of a kind where the trigger has no `dedupe_key` of its own: the sender's id, the tick. */
  readonly eventKey?: string;
}

/** A start that was judged and can be written. */
export interface PreparedRun extends AcceptRun {
  readonly id: string;
  readonly startArgs: Buffer;
}

/**
 * Judges a start and makes everything that is written of it, without writing a row: only large values of the input are kept. `null`: the trigger's `when` said no. Throws
 * `run.input` and `run.trigger` for what does not fit.
 */
export async function prepareRun(
  deps: {
    readonly storage: Storage;
    readonly sealed: SealedJson;
    readonly blobs: RunBlobs;
    readonly newId: () => string;
    readonly now: () => number;
  },
  tenant: string,
  request: StartRequest,
): Promise<PreparedRun | null> {
  const { plan, planHash, version } = await deps.storage.inTenant(tenant, (trx) => resolvePlan(trx, tenant, request));
  const id = deps.newId();
  const startedAt = deps.now();
  const facts = { run: id, tenant, service: request.service, version, started_at: startedAt };
  const trigger = request.called === true ? triggerOfCall(plan) : request.trigger;
  const admitted = admitStart(plan, {
    facts,
    ...(trigger === undefined ? {} : { trigger }),
    ...(request.input === undefined ? {} : { input: request.input }),
    ...(request.event === undefined ? {} : { event: request.event }),
  });
  if (!admitted.ok) {
    if (admitted.reason === 'input')
      throw domainErrors.fault('run.input', { problem: admitted.error.message, error: admitted.error });
    if (admitted.reason === 'filtered') return null;
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
    input: await byReference(
      deps.blobs,
      { tenant, run: id },
      admitted.input,
      plan.input === null ? [] : largeParts(plan.types[plan.input], admitted.input),
    ),
    time_scale: request.timeScale,
  };
  const startArgs = await deps.sealed.seal(tenant, args as unknown as Json);
  const businessKeys = await Promise.all(
    Object.entries(admitted.businessKeys).map(([name, value]) => deps.sealed.fingerprint(tenant, name, value)),
  );
  return {
    id,
    startArgs,
    run: {
      id,
      service: request.service,
      version,
      planHash,
      trigger: admitted.trigger,
      status: 'running',
      timeScale: request.timeScale,
      startArgs,
      businessKeys,
      startedAt: new Date(startedAt),
    },
    keyHash: keyHash(admitted.dedupeKey, request.eventKey),
    subscriptions: admitted.subscriptions,
  };
}

/** The service's own key, else the event's; the two can never be equal. */
function keyHash(dedupeKey: string | null, eventKey: string | undefined): string | null {
  if (dedupeKey !== null) return sha256Hex(dedupeKey);
  return eventKey === undefined ? null : sha256Hex(`omniroute event\n${eventKey}`);
}

async function resolvePlan(
  trx: Trx,
  tenant: string,
  request: StartRequest,
): Promise<{ plan: Plan; planHash: string; version: number }> {
  const { planHash, version } = await findVersion(trx, tenant, request);
  const body = await loadPlan(trx, tenant, planHash);
  if (body === null) throw domainErrors.fault('version.not_found', { id: request.service, version });
  return { plan: JSON.parse(body) as Plan, planHash, version };
}
