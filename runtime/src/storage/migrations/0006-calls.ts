import { tenantPolicy } from '@omniroute/server-kit';

/** Which version of which service a call of a run took, for calls that find it when they begin. */
export const calls = {
  name: '0006-calls',
  sql: `
create table called_service (
  tenant_id text not null, run_id uuid not null, key text not null, service_id text not null, version int not null, plan_hash text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, run_id, key));
${tenantPolicy('called_service')}
`,
} as const;
