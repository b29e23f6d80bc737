import { CALLBACK } from '@omniroute/engine';
import { nodeAt, type Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { domainErrors } from '../domain/errors.ts';
import { misfitOf } from '../domain/judge-message.ts';
import { planAround } from '../storage/call-repository.ts';
import type { Trx } from '../storage/index.ts';
import { acceptCallback, knowsMessage } from '../storage/message-repository.ts';
import { loadRun } from '../storage/run-repository.ts';
import { loadPlan } from '../storage/version-repository.ts';
import type { IngressDeps } from './deps.ts';

/**
 * Accepts what was sent to the address of a wait, before or after the wait opens: judged by what the wait declares, and
 * kept once. Sent again it is accepted again, and nothing more happens. Throws `callback.unknown`, `callback.payload`, and
 * `callback.late` when the run has ended.
 */
export async function receiveCallback(
  deps: Pick<IngressDeps, 'storage' | 'sealed' | 'callbacks' | 'now' | 'wake'>,
  token: string,
  payload: Json,
): Promise<void> {
  const target = deps.callbacks.read(token);
  if (target === null) throw domainErrors.fault('callback.unknown');
  const { tenant, run: runId, key } = target;
  const sealed = await deps.sealed.seal(tenant, payload);
  await deps.storage.inTenant(tenant, async (trx) => {
    const run = await loadRun(trx, tenant, runId);
    if (run === null) throw domainErrors.fault('callback.unknown');
    if (await knowsMessage(trx, tenant, { name: CALLBACK, id: `${runId}:${key}` })) return;
    if (run.endedAt !== null) throw domainErrors.fault('callback.late');
    const around = await planAround(trx, tenant, runId, key);
    const own = around === null ? key : key.slice(around.key.length + 1);
    const problem = misfitOf(await schemaOf(trx, tenant, around?.planHash ?? run.planHash, own), payload);
    if (problem !== null) throw domainErrors.fault('callback.payload', { problem });
    await acceptCallback(trx, tenant, { runId, key, sealed, receivedAt: new Date(deps.now()) });
  });
  deps.wake();
}

/** What the wait of a key declares about its callback; `null` takes anything. */
async function schemaOf(trx: Trx, tenant: string, planHash: string, key: string): Promise<unknown> {
  const body = await loadPlan(trx, tenant, planHash);
  const plan = body === null ? null : (JSON.parse(body) as Plan);
  const node = plan === null ? null : nodeAt(plan, key);
  const wanted = node?.op === 'wait' ? node.events.find((event) => event.for.on === 'callback')?.for : undefined;
  if (plan === null || wanted?.on !== 'callback') throw domainErrors.fault('callback.unknown');
  return wanted.type === null ? null : (plan.types[wanted.type] ?? true);
}
