import { tenantPolicy } from '@omniroute/server-kit';

/** Secrets of connections, addresses of webhooks, schedules, and what a plan declares about messages. */
export const ingress = {
  name: '0003-ingress',
  sql: `
alter table connection alter column base_url drop not null;
alter table connection add column hosts text[] not null default '{}', add column secret bytea;
create table plan_message (
  tenant_id text not null, plan_hash text not null, name text not null, schema json, keep_ms bigint not null,
  primary key (tenant_id, plan_hash, name),
  foreign key (tenant_id, plan_hash) references plan (tenant_id, hash));
create table webhook (
  tenant_id text not null, path text not null, method text not null, service_id text not null, version int not null, trigger text not null,
  primary key (tenant_id, path, method),
  foreign key (tenant_id, service_id, version) references service_version (tenant_id, service_id, version));
create index webhook_by_service on webhook (tenant_id, service_id);
create table schedule (
  tenant_id text not null, service_id text not null, trigger text not null, version int not null, timing json not null,
  overlap text not null, catch_up_ms bigint not null, next_at timestamptz, waiting boolean not null default false,
  missed_from timestamptz, missed_to timestamptz, problem text,
  primary key (tenant_id, service_id, trigger),
  foreign key (tenant_id, service_id, version) references service_version (tenant_id, service_id, version));
create index schedule_due on schedule (next_at);
create index schedule_waiting on schedule (tenant_id) where waiting;
create table schedule_tick (
  tenant_id text not null, service_id text not null, trigger text not null, scheduled_at timestamptz not null,
  primary key (tenant_id, service_id, trigger, scheduled_at),
  foreign key (tenant_id, service_id, trigger) references schedule (tenant_id, service_id, trigger) on delete cascade);
create index run_open_by_trigger on run (tenant_id, service_id, trigger) where ended_at is null;
create index run_to_cancel on run (started_at) where cancel_reason is not null and ended_at is null;
alter table delivery add column judged boolean not null default true;
create index message_old on message (keep_until);
insert into plan_message (tenant_id, plan_hash, name, schema, keep_ms)
  select tenant_id, hash, m->>'name', case when m->>'type' is null then null else body::json->'types'->((m->>'type')::int) end, (m->>'keep_ms')::bigint
  from plan, json_array_elements(body::json->'messages') m on conflict do nothing;
${['plan_message', 'webhook', 'schedule_tick'].map((table) => tenantPolicy(table)).join('\n')}
${tenantPolicy('schedule', [{ purpose: 'dispatch', allows: 'select' }])}
`,
} as const;
