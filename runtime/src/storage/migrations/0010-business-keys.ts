/** Keyed hashes of business keys by which runs are found, a tenant's key for them that no rotation changes, and runs that are held. */
export const businessKeys = {
  name: '0010-business-keys',
  sql: `
alter table tenant_key add column purpose text not null default 'data' check (purpose in ('data', 'index'));
drop index tenant_key_active;
create unique index tenant_key_active on tenant_key (tenant_id, purpose) where active;
alter table run add column business_keys text[] not null default '{}';
create index run_business_keys on run using gin (business_keys);
create index run_held on run (status) where ended_at is null and status in ('paused', 'incident');
`,
} as const;
