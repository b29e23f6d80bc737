import type { Json } from '@omniroute/primitives';
import { sql } from 'kysely';
import type { SealedJson } from '../../codec/index.ts';
import type { TemporalRuns } from '../../projection/temporal-runs.ts';
import type { Storage } from '../../storage/index.ts';
import { markDelivered, openDeliveries } from '../../storage/message-repository.ts';
import type { MessageSignal, StartArgs } from '../../workflows/protocol.ts';

type Deps = { readonly storage: Storage; readonly sealed: SealedJson; readonly runs: TemporalRuns };

/** Starts an accepted run on the server and notes it. Safe to repeat: the server knows the run by its id. */
export async function handOverRun(
  deps: Deps,
  tenant: string,
  run: { id: string; startArgs: Uint8Array },
): Promise<void> {
  await deps.runs.start(await deps.sealed.open<StartArgs & Json>(tenant, run.startArgs));
  await deps.storage.inTenant(tenant, (trx) =>
    trx
      .updateTable('run')
      .set({ handed_over: true })
      .where('tenant_id', '=', tenant)
      .where('id', '=', run.id)
      .execute(),
  );
}

/** Runs that were accepted and not handed over, oldest first, of all tenants. */
export async function runsToHandOver(
  storage: Storage,
  limit: number,
): Promise<{ tenant: string; id: string; startArgs: Buffer }[]> {
  const rows = await storage.asSystem('dispatch', (trx) =>
    trx
      .selectFrom('run')
      .select(['tenant_id', 'id', 'start_args'])
      .where('handed_over', '=', false)
      .orderBy('started_at')
      .limit(limit)
      .execute(),
  );
  return rows.map((row) => ({ tenant: row.tenant_id, id: row.id, startArgs: row.start_args }));
}

/**
 * Delivers messages that runs hold; a closed run's mail is noted as delivered, for nobody can read it. `attempt` carries
 * out each delivery and answers whether it went well. Answers how many were delivered.
 */
export async function deliverMessages(
  deps: Deps,
  limit: number,
  attempt: (run: string, work: () => Promise<void>) => Promise<boolean>,
): Promise<number> {
  const open = await deps.storage.asSystem('dispatch', (trx) => openDeliveries(trx, limit));
  let delivered = 0;
  for (const { tenant, name, id, correlation, payload, receivedAt, runId } of open) {
    const done = await attempt(runId, async () => {
      const message: MessageSignal = {
        id,
        name,
        correlation,
        payload: await deps.sealed.open(tenant, payload),
        received_at: receivedAt.getTime(),
      };
      await deps.runs.deliver(tenant, runId, message);
      await deps.storage.inTenant(tenant, (trx) => markDelivered(trx, tenant, { name, id, runId }));
    });
    if (done) delivered += 1;
  }
  return delivered;
}

/** Forgets mail whose time is over and that nobody took. */
export async function forgetOldMail(storage: Storage, tenant: string): Promise<void> {
  await storage.inTenant(tenant, (trx) =>
    trx
      .deleteFrom('message')
      .where('tenant_id', '=', tenant)
      .where('handed', '=', false)
      .where('keep_until', '<', sql<Date>`now()`)
      .execute(),
  );
}
