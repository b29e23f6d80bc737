import { tenantPolicy } from '@omniroute/server-kit';

/** Runs, what starts and reaches them, and the inbox of human tasks. Payloads are sealed with the tenant's key. */
export const runs = {
  name: '0002-runs',
  sql: `
create table run (
  tenant_id text not null, id uuid not null, service_id text not null, version int not null, plan_hash text not null, trigger text not null,
  status text not null, end_status text, time_scale double precision not null default 1,
  start_args bytea not null, handed_over boolean not null default false, cancel_reason text,
  started_at timestamptz not null, ended_at timestamptz, archive bytea,
  primary key (tenant_id, id),
  foreign key (tenant_id, service_id, version) references service_version (tenant_id, service_id, version));
create index run_list on run (tenant_id, started_at desc, id desc);
create index run_by_service on run (tenant_id, service_id, started_at desc, id desc);
create index run_to_hand_over on run (started_at) where not handed_over;
create index run_open on run (tenant_id, id) where ended_at is null;
create table start_key (
  tenant_id text not null, service_id text not null, trigger text not null, key_hash text not null, run_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, service_id, trigger, key_hash));
create table subscription (
  tenant_id text not null, name text not null, correlation text not null, run_id uuid not null, created_at timestamptz not null default now(),
  primary key (tenant_id, name, correlation, run_id));
create index subscription_by_run on subscription (tenant_id, run_id);
create table message (
  tenant_id text not null, name text not null, id text not null, correlation text not null, payload bytea not null,
  received_at timestamptz not null, keep_until timestamptz not null, handed boolean not null default false,
  primary key (tenant_id, name, id));
create index message_waiting on message (tenant_id, name, correlation, received_at) where not handed;
create table delivery (
  tenant_id text not null, name text not null, id text not null, run_id uuid not null, delivered boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (tenant_id, name, id, run_id),
  foreign key (tenant_id, name, id) references message (tenant_id, name, id));
create index delivery_open on delivery (created_at) where not delivered;
create table task (
  tenant_id text not null, id uuid not null, run_id uuid not null, service_id text not null, node text not null, key text not null,
  task bytea not null, roles text[] not null default '{}', users text[] not null default '{}', state text not null default 'open', level int not null default 0,
  outcome text, opened_at timestamptz not null default date_trunc('milliseconds', now()), due_at timestamptz, closed_at timestamptz,
  primary key (tenant_id, id), unique (tenant_id, run_id, key));
create index task_open on task (tenant_id, state, opened_at, id);
${['start_key', 'subscription', 'task'].map((table) => tenantPolicy(table)).join('\n')}
${['run', 'message', 'delivery'].map((table) => tenantPolicy(table, [{ purpose: 'dispatch', allows: 'select' }])).join('\n')}
`,
} as const;
