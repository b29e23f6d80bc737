import { tenantPolicy } from '@omniroute/server-kit';

/** Drafts as documents that several pages change at once: a snapshot and what came after it. */
export const drafts = {
  name: '0005-drafts',
  sql: `
create table draft_document (
  tenant_id text not null, service_id text not null, document uuid not null, snapshot bytea not null, created_at timestamptz not null default now(),
  primary key (tenant_id, service_id), unique (tenant_id, document),
  foreign key (tenant_id, service_id) references service (tenant_id, id));
create table draft_update (
  tenant_id text not null, document uuid not null, seq bigint generated always as identity, body bytea not null, subject text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, document, seq),
  foreign key (tenant_id, document) references draft_document (tenant_id, document) on delete cascade);
${['draft_document', 'draft_update'].map((table) => tenantPolicy(table)).join('\n')}
`,
} as const;
