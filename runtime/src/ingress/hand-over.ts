import type { Json } from '@omniroute/primitives';
import type { SealedJson } from '../codec/index.ts';
import type { TemporalRuns } from '../projection/temporal-runs.ts';
import type { Storage } from '../storage/index.ts';
import type { StartArgs } from '../workflows/protocol.ts';

type Deps = { readonly storage: Storage; readonly sealed: SealedJson; readonly runs: TemporalRuns };

/** An accepted run: its sealed arguments, and the keyed hashes by which it is found. */
export interface ToHandOver {
  readonly id: string;
  readonly startArgs: Uint8Array;
  readonly businessKeys: readonly string[];
}

/** Starts an accepted run on the server and notes it. Safe to repeat: the server knows the run by its id. */
export async function handOverRun(deps: Deps, tenant: string, run: ToHandOver): Promise<void> {
  await deps.runs.start(await deps.sealed.open<StartArgs & Json>(tenant, run.startArgs), run.businessKeys);
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
): Promise<(ToHandOver & { readonly tenant: string })[]> {
  const rows = await storage.asSystem('dispatch', (trx) =>
    trx
      .selectFrom('run')
      .select(['tenant_id', 'id', 'start_args', 'business_keys'])
      .where('handed_over', '=', false)
      .orderBy('started_at')
      .limit(limit)
      .execute(),
  );
  return rows.map((row) => ({
    tenant: row.tenant_id,
    id: row.id,
    startArgs: row.start_args,
    businessKeys: row.business_keys,
  }));
}
