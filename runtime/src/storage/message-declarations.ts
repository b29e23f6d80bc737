import type { Plan } from '@omniroute/plan';
import type { MessageDeclaration } from '../domain/judge-message.ts';
import type { Trx } from './database.ts';

/** Keeps what a plan declares about messages beside it, so that accepting one reads no plan. */
export async function saveDeclarations(trx: Trx, tenant: string, planHash: string, plan: Plan): Promise<void> {
  if (plan.messages.length === 0) return;
  await trx
    .insertInto('plan_message')
    .values(
      plan.messages.map(({ name, type, keep_ms }) => ({
        tenant_id: tenant,
        plan_hash: planHash,
        name,
        schema: type === null ? null : JSON.stringify(plan.types[type] ?? true),
        keep_ms,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What the active versions of a tenant's services declare about a message. */
export async function activeDeclarations(trx: Trx, tenant: string, name: string): Promise<MessageDeclaration[]> {
  const rows = await trx
    .selectFrom('plan_message as m')
    .innerJoin('service_version as v', (join) =>
      join.onRef('v.tenant_id', '=', 'm.tenant_id').onRef('v.plan_hash', '=', 'm.plan_hash'),
    )
    .innerJoin('service as s', (join) =>
      join
        .onRef('s.tenant_id', '=', 'v.tenant_id')
        .onRef('s.id', '=', 'v.service_id')
        .onRef('s.active_version', '=', 'v.version'),
    )
    .select(['m.schema', 'm.keep_ms'])
    .where('m.tenant_id', '=', tenant)
    .where('m.name', '=', name)
    .where('s.status', '!=', 'archived')
    .execute();
  return rows.map(toDeclaration);
}

/** What the plans of given runs, and of the services that they called, declare about a message. */
export async function declarationsOfRuns(
  trx: Trx,
  tenant: string,
  name: string,
  runs: readonly string[],
): Promise<MessageDeclaration[]> {
  if (runs.length === 0) return [];
  const own = await trx
    .selectFrom('run as r')
    .innerJoin('plan_message as m', (join) =>
      join.onRef('m.tenant_id', '=', 'r.tenant_id').onRef('m.plan_hash', '=', 'r.plan_hash'),
    )
    .select(['m.schema', 'm.keep_ms'])
    .where('r.tenant_id', '=', tenant)
    .where('m.name', '=', name)
    .where('r.id', 'in', [...runs])
    .execute();
  const called = await trx
    .selectFrom('called_service as c')
    .innerJoin('plan_message as m', (join) =>
      join.onRef('m.tenant_id', '=', 'c.tenant_id').onRef('m.plan_hash', '=', 'c.plan_hash'),
    )
    .select(['m.schema', 'm.keep_ms'])
    .where('c.tenant_id', '=', tenant)
    .where('m.name', '=', name)
    .where('c.run_id', 'in', [...runs])
    .execute();
  return [...own, ...called].map(toDeclaration);
}

function toDeclaration(row: { schema: unknown; keep_ms: string }): MessageDeclaration {
  return { schema: row.schema, keepMs: Number(row.keep_ms) };
}
