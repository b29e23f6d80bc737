import { CALLBACK } from '@omniroute/engine';
import type { Json } from '@omniroute/primitives';
import type { SealedJson } from '../codec/index.ts';
import { misfitOf } from '../domain/judge-message.ts';
import type { TemporalRuns } from '../projection/temporal-runs.ts';
import type { Storage } from '../storage/index.ts';
import { declarationsOfRuns } from '../storage/message-declarations.ts';
import { markDelivered, type OpenDelivery, openDeliveries, takeBack } from '../storage/message-repository.ts';
import type { MessageSignal } from '../workflows/protocol.ts';

type Deps = {
  readonly storage: Storage;
  readonly sealed: SealedJson;
  readonly runs: TemporalRuns;
  /** When a run that the server says is closed ended, its row brought up to date; `null` if that cannot be told yet. */
  readonly endOf: (tenant: string, run: string) => Promise<Date | null>;
};

/**
 * Delivers messages that runs hold. `attempt` carries out each delivery and answers whether it went well. Answers how many
 * were settled.
 */
export async function deliverMessages(
  deps: Deps,
  limit: number,
  attempt: (run: string, work: () => Promise<void>) => Promise<boolean>,
): Promise<number> {
  const open = await deps.storage.asSystem('dispatch', (trx) => openDeliveries(trx, limit));
  let settled = 0;
  for (const delivery of open) if (await attempt(delivery.runId, () => deliver(deps, delivery))) settled += 1;
  return settled;
}

async function deliver(deps: Deps, delivery: OpenDelivery): Promise<void> {
  const { tenant, name, id, correlation, receivedAt, runId, judged } = delivery;
  const payload = await deps.sealed.open<Json>(tenant, delivery.payload);
  if (!judged && !(await fits(deps.storage, delivery, payload)))
    return deps.storage.inTenant(tenant, (trx) => takeBack(trx, tenant, delivery, 'misfit'));
  const message: MessageSignal = { id, name, correlation, payload, received_at: receivedAt.getTime() };
  if ((await deps.runs.deliver(tenant, runId, message)) === 'closed' && name !== CALLBACK) {
    // What came after the end was never the run's: others may be waiting for it.
    const endedAt = await deps.endOf(tenant, runId);
    if (endedAt !== null && receivedAt > endedAt)
      return deps.storage.inTenant(tenant, (trx) => takeBack(trx, tenant, delivery, 'closed'));
  }
  await deps.storage.inTenant(tenant, (trx) => markDelivered(trx, tenant, { name, id, runId }));
}

async function fits(storage: Storage, delivery: OpenDelivery, payload: Json): Promise<boolean> {
  const { tenant, name, runId } = delivery;
  const declared = await storage.inTenant(tenant, (trx) => declarationsOfRuns(trx, tenant, name, [runId]));
  return declared.every(({ schema }) => misfitOf(schema, payload) === null);
}
