import type { Trx } from './database.ts';
import { addDelivery, lockKey } from './run-repository.ts';

/** A message as it is accepted; the payload is sealed. */
export interface AcceptMessage {
  readonly name: string;
  readonly id: string;
  readonly correlation: string;
  readonly payload: Buffer;
  readonly receivedAt: Date;
  readonly keepUntil: Date;
}

/**
 * Accepts a message: one row per id, one delivery for every run that holds the key; with no such run it waits.
 * Answers the runs it was handed to, or that it is a duplicate.
 */
export async function acceptMessage(
  trx: Trx,
  tenant: string,
  message: AcceptMessage,
): Promise<{ runs: string[]; duplicate: boolean }> {
  await lockKey(trx, tenant, message);
  const holders = await trx
    .selectFrom('subscription')
    .select('run_id')
    .where('tenant_id', '=', tenant)
    .where('name', '=', message.name)
    .where('correlation', '=', message.correlation)
    .orderBy('created_at')
    .execute();
  const inserted = await trx
    .insertInto('message')
    .values({
      tenant_id: tenant,
      name: message.name,
      id: message.id,
      correlation: message.correlation,
      payload: message.payload,
      received_at: message.receivedAt,
      keep_until: message.keepUntil,
      handed: holders.length > 0,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n)
    return { runs: await deliveredTo(trx, tenant, message), duplicate: true };
  for (const { run_id } of holders)
    await addDelivery(trx, tenant, { name: message.name, id: message.id, runId: run_id });
  return { runs: holders.map((holder) => holder.run_id), duplicate: false };
}

async function deliveredTo(trx: Trx, tenant: string, message: { name: string; id: string }): Promise<string[]> {
  const rows = await trx
    .selectFrom('delivery')
    .select('run_id')
    .where('tenant_id', '=', tenant)
    .where('name', '=', message.name)
    .where('id', '=', message.id)
    .execute();
  return rows.map((row) => row.run_id);
}

/** One delivery that is still to be made. */
export interface OpenDelivery {
  readonly tenant: string;
  readonly name: string;
  readonly id: string;
  readonly correlation: string;
  readonly payload: Buffer;
  readonly receivedAt: Date;
  readonly runId: string;
}

/** Deliveries not yet made, oldest first; of one run or, for the dispatcher, of all tenants. Runs not handed over yet come later. */
export async function openDeliveries(trx: Trx, limit: number, runId?: string): Promise<OpenDelivery[]> {
  let query = trx
    .selectFrom('delivery as d')
    .innerJoin('message as m', (join) =>
      join.onRef('m.tenant_id', '=', 'd.tenant_id').onRef('m.name', '=', 'd.name').onRef('m.id', '=', 'd.id'),
    )
    .innerJoin('run as r', (join) => join.onRef('r.tenant_id', '=', 'd.tenant_id').onRef('r.id', '=', 'd.run_id'))
    .select(['d.tenant_id', 'd.name', 'd.id', 'd.run_id', 'm.correlation', 'm.payload', 'm.received_at'])
    .where('d.delivered', '=', false)
    .where('r.handed_over', '=', true);
  if (runId !== undefined) query = query.where('d.run_id', '=', runId);
  const rows = await query.orderBy('d.created_at').orderBy('m.received_at').limit(limit).execute();
  return rows.map((row) => ({
    tenant: row.tenant_id,
    name: row.name,
    id: row.id,
    correlation: row.correlation,
    payload: row.payload,
    receivedAt: row.received_at,
    runId: row.run_id,
  }));
}

export async function markDelivered(
  trx: Trx,
  tenant: string,
  delivery: { name: string; id: string; runId: string },
): Promise<void> {
  await trx
    .updateTable('delivery')
    .set({ delivered: true })
    .where('tenant_id', '=', tenant)
    .where('name', '=', delivery.name)
    .where('id', '=', delivery.id)
    .where('run_id', '=', delivery.runId)
    .execute();
}
