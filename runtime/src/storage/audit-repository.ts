import type { Trx } from './database.ts';

/** What somebody wants done to a run, or what came of it: then `reason` is why it was refused, or as it was asked. */
export interface AuditRow {
  readonly id: string;
  readonly state: 'asked' | 'done' | 'refused';
  readonly runId: string;
  readonly subject: string;
  readonly action: string;
  /** The visit or variable that it is about. */
  readonly about: string | null;
  readonly reason: string;
  readonly at: Date;
}

/** Adds a row to the audit, in the caller's transaction. */
export async function addAudit(trx: Trx, tenant: string, row: AuditRow): Promise<void> {
  const { id, state, runId, subject, action, about, reason, at } = row;
  await trx
    .insertInto('audit')
    .values({ tenant_id: tenant, id, state, run_id: runId, subject, action, about, reason, at })
    .execute();
}

/** What was asked of a run and what came of it, oldest first. */
export async function auditOf(trx: Trx, tenant: string, runId: string): Promise<AuditRow[]> {
  const rows = await trx
    .selectFrom('audit')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('run_id', '=', runId)
    .orderBy('at')
    .orderBy('id')
    .orderBy('state')
    .execute();
  return rows.map(({ tenant_id: _, run_id, ...row }) => ({ ...row, runId: run_id }));
}
