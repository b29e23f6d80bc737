import { tenantPolicy } from '@omniroute/server-kit';

/** Services, their versions and plans, connections, keys, and the outbox of domain events. */
export const services = {
  name: '0001-services',
  sql: `
create table service (
  tenant_id text not null, id text not null, name text not null, description text not null default '', category text not null default 'custom',
  status text not null, revision bigint not null, latest_version int not null default 0, active_version int,
  draft json not null, created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  primary key (tenant_id, id));
create table plan (
  tenant_id text not null, hash text not null, body text not null, created_at timestamptz not null default now(),
  primary key (tenant_id, hash));
create table service_version (
  tenant_id text not null, service_id text not null, version int not null, notes text not null default '', document json not null,
  plan_hash text not null, service_hash text not null, published_by text not null, published_at timestamptz not null default now(),
  primary key (tenant_id, service_id, version),
  foreign key (tenant_id, service_id) references service (tenant_id, id),
  foreign key (tenant_id, plan_hash) references plan (tenant_id, hash));
create table connection (
  tenant_id text not null, name text not null, type text not null, class text not null check (class in ('public', 'local')),
  base_url text not null, created_at timestamptz not null default now(),
  primary key (tenant_id, name));
create table tenant_key (
  tenant_id text not null, id text not null, wrapped bytea not null, active boolean not null default true, created_at timestamptz not null default now(),
  primary key (tenant_id, id));
create unique index tenant_key_active on tenant_key (tenant_id) where active;
create table outbox (
  tenant_id text not null, id uuid not null, seq bigint generated always as identity, xid xid8 not null default pg_current_xact_id(),
  aggregate_type text not null, aggregate_id text not null, version bigint not null, type text not null, data jsonb not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id), unique (tenant_id, aggregate_type, aggregate_id, version));
create index outbox_relay on outbox (xid, seq);
${['service', 'plan', 'service_version', 'connection', 'tenant_key'].map((table) => tenantPolicy(table)).join('\n')}
${tenantPolicy('outbox', [{ purpose: 'relay', allows: 'select' }])}
`,
} as const;
