import { tenantPolicy } from '@omniroute/server-kit';

/** What people did to runs. Rows are only ever added: one when it is asked for, one with what came of it. */
export const audit = {
  name: '0004-audit',
  sql: `
create table audit (
  tenant_id text not null, id uuid not null, state text not null check (state in ('asked', 'done', 'refused')),
  run_id uuid not null, subject text not null, action text not null, about text, reason text not null,
  at timestamptz not null default now(),
  primary key (tenant_id, id, state),
  foreign key (tenant_id, run_id) references run (tenant_id, id));
create index audit_by_run on audit (tenant_id, run_id, at);
create function audit_only_grows() returns trigger language plpgsql as $$
begin
  raise exception 'rows of the audit are never changed or deleted';
end $$;
create trigger audit_only_grows before update or delete or truncate on audit for each statement execute function audit_only_grows();
${tenantPolicy('audit')}
`,
} as const;
