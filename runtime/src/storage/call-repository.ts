import type { Trx } from './database.ts';

/** Notes which version a call of a run took. The latest finding stands: one before it was lost with its worker. */
export async function noteCall(
  trx: Trx,
  tenant: string,
  call: {
    readonly run: string;
    readonly key: string;
    readonly service: string;
    readonly version: number;
    readonly planHash: string;
  },
): Promise<void> {
  const found = { service_id: call.service, version: call.version, plan_hash: call.planHash };
  await trx
    .insertInto('called_service')
    .values({ tenant_id: tenant, run_id: call.run, key: call.key, ...found })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'run_id', 'key']).doUpdateSet(found))
    .execute();
}

/** The plan of the innermost call around a key that found its service when it began, and the key of that call. */
export async function planAround(
  trx: Trx,
  tenant: string,
  run: string,
  key: string,
): Promise<{ readonly key: string; readonly planHash: string } | null> {
  const parts = key.split('/').slice(0, -1);
  const calls = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  if (calls.length === 0) return null;
  const rows = await trx
    .selectFrom('called_service')
    .select(['key', 'plan_hash'])
    .where('tenant_id', '=', tenant)
    .where('run_id', '=', run)
    .where('key', 'in', calls)
    .execute();
  const [innermost] = rows.sort((a, b) => b.key.length - a.key.length);
  return innermost === undefined ? null : { key: innermost.key, planHash: innermost.plan_hash };
}
