import { CALLBACK } from '@omniroute/engine';
import type { Json } from '@omniroute/primitives';
import { domainErrors } from '../domain/errors.ts';
import { DAY_MS, judgeMessage } from '../domain/judge-message.ts';
import type { Trx } from './database.ts';
import { activeDeclarations, declarationsOfRuns } from './message-declarations.ts';
import { addDelivery, lockKey } from './run-repository.ts';

/** Names that only the platform sends. */
const RESERVED = 'omniroute.';

/** A message as it comes in: what it says, to be judged, and the same sealed, to be kept. */
export interface IncomingMessage {
  readonly name: string;
  readonly id: string;
  readonly correlation: string;
  readonly payload: Json;
  readonly sealed: Buffer;
  readonly receivedAt: Date;
}

/**
 * Accepts a message: judged by what its readers declare, one row per id, one delivery for every run that holds the key;
 * with no such run it waits. Answers the runs it was handed to, or that it is a duplicate. Throws `message.payload` for
 * one that does not fit, `message.name` for a name of the platform's own.
 */
export async function acceptMessage(
  trx: Trx,
  tenant: string,
  message: IncomingMessage,
): Promise<{ runs: string[]; duplicate: boolean }> {
  const { name, id, correlation, payload, sealed, receivedAt } = message;
  if (name.startsWith(RESERVED)) throw domainErrors.fault('message.name', { name });
  await lockKey(trx, tenant, message);
  const runs = await holdersOf(trx, tenant, message);
  const judged = judgeMessage(payload, {
    holders: await declarationsOfRuns(trx, tenant, name, runs),
    active: await activeDeclarations(trx, tenant, name),
  });
  if (!judged.ok) throw domainErrors.fault('message.payload', { name, problem: judged.problem });
  const inserted = await trx
    .insertInto('message')
    .values({
      tenant_id: tenant,
      name,
      id,
      correlation,
      payload: sealed,
      received_at: receivedAt,
      keep_until: new Date(receivedAt.getTime() + judged.keepMs),
      handed: runs.length > 0,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n)
    return { runs: await deliveredTo(trx, tenant, message), duplicate: true };
  for (const runId of runs) await addDelivery(trx, tenant, { name, id, runId, judged: true });
  return { runs, duplicate: false };
}

/** Runs that hold a key, in the order in which they took it. */
async function holdersOf(trx: Trx, tenant: string, key: { name: string; correlation: string }): Promise<string[]> {
  const holders = await trx
    .selectFrom('subscription')
    .select('run_id')
    .where('tenant_id', '=', tenant)
    .where('name', '=', key.name)
    .where('correlation', '=', key.correlation)
    .orderBy('created_at')
    .orderBy('run_id')
    .execute();
  return holders.map((holder) => holder.run_id);
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

/**
 * Accepts what a callback brought for one visit of one run: once, whatever is sent again. The caller has judged it and
 * knows that the run is open.
 */
export async function acceptCallback(
  trx: Trx,
  tenant: string,
  callback: { runId: string; key: string; sealed: Buffer; receivedAt: Date },
): Promise<{ duplicate: boolean }> {
  const id = `${callback.runId}:${callback.key}`;
  const inserted = await trx
    .insertInto('message')
    .values({
      tenant_id: tenant,
      name: CALLBACK,
      id,
      correlation: callback.key,
      payload: callback.sealed,
      received_at: callback.receivedAt,
      keep_until: callback.receivedAt,
      handed: true,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) return { duplicate: true };
  await addDelivery(trx, tenant, { name: CALLBACK, id, runId: callback.runId, judged: true });
  return { duplicate: false };
}

/** Whether a message of this name and id was accepted before. */
export async function knowsMessage(trx: Trx, tenant: string, message: { name: string; id: string }): Promise<boolean> {
  const row = await trx
    .selectFrom('message')
    .select('id')
    .where('tenant_id', '=', tenant)
    .where('name', '=', message.name)
    .where('id', '=', message.id)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Takes a message back from a run that cannot have it: `closed`, it ended before the message was received, so that others
 * who hold the key come first; `misfit`, the payload is not what the run declared. It waits again for who registers next.
 */
export async function takeBack(
  trx: Trx,
  tenant: string,
  delivery: { name: string; id: string; correlation: string; runId: string },
  reason: 'closed' | 'misfit',
): Promise<void> {
  const { name, id, runId } = delivery;
  await lockKey(trx, tenant, delivery);
  await trx
    .deleteFrom('delivery')
    .where('tenant_id', '=', tenant)
    .where('name', '=', name)
    .where('id', '=', id)
    .where('run_id', '=', runId)
    .execute();
  if ((await deliveredTo(trx, tenant, delivery)).length > 0) return;
  const [next] = reason === 'closed' ? (await holdersOf(trx, tenant, delivery)).filter((run) => run !== runId) : [];
  if (next !== undefined) return addDelivery(trx, tenant, { name, id, runId: next, judged: false });
  await trx
    .updateTable('message')
    .set({ handed: false })
    .where('tenant_id', '=', tenant)
    .where('name', '=', name)
    .where('id', '=', id)
    .execute();
}

/**
 * Forgets mail of a tenant that was kept as long as declared and whose id was remembered for a day: nobody took it, or all
 * who held the key have it. What callbacks brought stays as long as their run may hear it again.
 */
export async function forgetMail(trx: Trx, tenant: string, now: Date): Promise<number> {
  const old = await oldMail(trx, now, tenant).execute();
  for (const { name, id } of old) {
    for (const table of ['delivery', 'message'] as const)
      await trx
        .deleteFrom(table)
        .where('tenant_id', '=', tenant)
        .where('name', '=', name)
        .where('id', '=', id)
        .execute();
  }
  return old.length;
}

/** Tenants that have mail to forget, for the dispatcher. */
export async function tenantsWithOldMail(trx: Trx, now: Date): Promise<string[]> {
  const rows = await oldMail(trx, now).execute();
  return [...new Set(rows.map((row) => row.tenant_id))];
}

/** Rows forgotten in one go. */
const MOST_FORGOTTEN = 500;

function oldMail(trx: Trx, now: Date, tenant?: string) {
  let query = trx
    .selectFrom('message as m')
    .select(['m.tenant_id', 'm.name', 'm.id'])
    .where('m.keep_until', '<', now)
    .where('m.received_at', '<', new Date(now.getTime() - DAY_MS))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('delivery as d')
            .innerJoin('run as r', (join) =>
              join.onRef('r.tenant_id', '=', 'd.tenant_id').onRef('r.id', '=', 'd.run_id'),
            )
            .select('d.id')
            .whereRef('d.tenant_id', '=', 'm.tenant_id')
            .whereRef('d.name', '=', 'm.name')
            .whereRef('d.id', '=', 'm.id')
            .where(({ or, and, eb }) =>
              or([eb('d.delivered', '=', false), and([eb('d.name', '=', CALLBACK), eb('r.ended_at', 'is', null)])]),
            ),
        ),
      ),
    );
  if (tenant !== undefined) query = query.where('m.tenant_id', '=', tenant);
  return query.orderBy('m.keep_until').limit(MOST_FORGOTTEN);
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
  readonly judged: boolean;
}

/** Deliveries not yet made, oldest first; of one run or, for the dispatcher, of all tenants. Runs not handed over yet come later. */
export async function openDeliveries(trx: Trx, limit: number, runId?: string): Promise<OpenDelivery[]> {
  let query = trx
    .selectFrom('delivery as d')
    .innerJoin('message as m', (join) =>
      join.onRef('m.tenant_id', '=', 'd.tenant_id').onRef('m.name', '=', 'd.name').onRef('m.id', '=', 'd.id'),
    )
    .innerJoin('run as r', (join) => join.onRef('r.tenant_id', '=', 'd.tenant_id').onRef('r.id', '=', 'd.run_id'))
    .select(['d.tenant_id', 'd.name', 'd.id', 'd.run_id', 'd.judged', 'm.correlation', 'm.payload', 'm.received_at'])
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
    judged: row.judged,
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
