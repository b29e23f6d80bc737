import { tenantPolicy } from '@omniroute/server-kit';

/** Scenarios that are kept with a service. */
export const scenarios = {
  name: '0009-scenarios',
  sql: `
create table scenario (
  tenant_id text not null, service_id text not null, id text not null, revision int not null default 1, body jsonb not null,
  updated_by text not null, updated_at timestamptz not null default now(),
  primary key (tenant_id, service_id, id),
  foreign key (tenant_id, service_id) references service (tenant_id, id));
${tenantPolicy('scenario')}
`,
} as const;
