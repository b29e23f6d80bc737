import { quoteIdentifier } from './identifier.ts';

export interface SystemAccess {
  /** The purpose named by `asSystem`. */
  readonly purpose: string;
  readonly allows: 'select' | 'all';
  /** Only this role may use it; any if absent. */
  readonly role?: string;
}

/**
 * SQL that closes a table by tenant (security.md section 10): row-level security on, for its owner too, and a policy that
 * compares `tenant_id text` with the transaction's `app.tenant`. A setting that was never made is null, one that ended
 * with its transaction is `''`: neither equals any tenant, so without a tenant there are no rows. `WITH CHECK` is what
 * keeps a row from being written into, or moved to, another tenant.
 *
 * @param system cross-tenant jobs that may pass, each by a policy of its own
 * @example
 * const migration = `create table run (tenant_id text not null, id uuid not null, primary key (tenant_id, id));\n${tenantPolicy('run')}`;
 */
export function tenantPolicy(table: string, system: readonly SystemAccess[] = []): string {
  const name = quoteIdentifier(table);
  const own = "tenant_id = nullif(current_setting('app.tenant', true), '')";
  const lines = [
    `alter table ${name} enable row level security;`,
    `alter table ${name} force row level security;`,
    `create policy tenant on ${name} using (${own}) with check (${own});`,
  ];
  for (const { purpose, allows, role } of system) {
    quoteIdentifier(purpose);
    const passes = `current_setting('app.system', true) = '${purpose}'`;
    const to = role === undefined ? '' : ` to ${quoteIdentifier(role)}`;
    const check = allows === 'all' ? ` with check (${passes})` : '';
    lines.push(
      `create policy ${quoteIdentifier(`system_${purpose}`)} on ${name} for ${allows}${to} using (${passes})${check};`,
    );
  }
  return lines.join('\n');
}
