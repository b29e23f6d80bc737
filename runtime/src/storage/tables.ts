import type { ColumnType, Generated } from 'kysely';

type Created = ColumnType<Date, Date | undefined, never>;

/** Rows as PostgreSQL holds them; names are the columns'. */
export interface Tables {
  service: {
    tenant_id: string;
    id: string;
    name: string;
    description: string;
    category: string;
    status: string;
    revision: ColumnType<string, number, number>;
    latest_version: number;
    active_version: number | null;
    /** Of the live version; null while none is, and where it became live before this was kept. */
    activated_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
    activated_by: ColumnType<string | null, string | null | undefined, string | null>;
    draft: ColumnType<unknown, string, string>;
    created_at: Created;
    updated_at: ColumnType<Date, Date | undefined, Date>;
  };
  draft_document: {
    tenant_id: string;
    service_id: string;
    document: string;
    snapshot: ColumnType<Buffer, Uint8Array, Uint8Array>;
    created_at: Created;
  };
  draft_update: {
    tenant_id: string;
    document: string;
    seq: Generated<string>;
    body: ColumnType<Buffer, Uint8Array, never>;
    subject: string;
    created_at: Created;
  };
  scenario: {
    tenant_id: string;
    service_id: string;
    id: string;
    revision: Generated<number>;
    body: ColumnType<unknown, string, string>;
    updated_by: string;
    updated_at: ColumnType<Date, Date | undefined, Date>;
  };
  plan: { tenant_id: string; hash: string; body: string; created_at: Created };
  service_version: {
    tenant_id: string;
    service_id: string;
    version: number;
    name: Generated<string>;
    notes: string;
    document: ColumnType<unknown, string, never>;
    plan_hash: string;
    service_hash: string;
    published_by: string;
    published_at: Created;
  };
  connection: {
    tenant_id: string;
    name: string;
    type: string;
    class: 'public' | 'local';
    base_url: string | null;
    hosts: Generated<string[]>;
    secret: Buffer | null;
    created_at: Created;
  };
  tenant_key: {
    tenant_id: string;
    id: string;
    wrapped: Buffer;
    active: Generated<boolean>;
    purpose: Generated<'data' | 'index'>;
    created_at: Created;
  };
  outbox: {
    tenant_id: string;
    id: string;
    seq: Generated<string>;
    xid: Generated<string>;
    aggregate_type: string;
    aggregate_id: string;
    version: ColumnType<string, number, never>;
    type: string;
    data: ColumnType<unknown, string, never>;
    created_at: Created;
  };
  run: {
    tenant_id: string;
    id: string;
    service_id: string;
    version: number;
    plan_hash: string;
    trigger: string;
    status: string;
    end_status: string | null;
    time_scale: number;
    start_args: Buffer;
    handed_over: Generated<boolean>;
    cancel_reason: string | null;
    /** Keyed hashes. */
    business_keys: Generated<string[]>;
    started_at: Date;
    ended_at: Date | null;
    archive: Buffer | null;
  };
  audit: {
    tenant_id: string;
    id: string;
    state: 'asked' | 'done' | 'refused';
    run_id: string;
    subject: string;
    action: string;
    about: string | null;
    reason: string;
    at: ColumnType<Date, Date, never>;
  };
  start_key: {
    tenant_id: string;
    service_id: string;
    trigger: string;
    key_hash: string;
    run_id: string;
    created_at: Created;
  };
  subscription: { tenant_id: string; name: string; correlation: string; run_id: string; created_at: Created };
  message: {
    tenant_id: string;
    name: string;
    id: string;
    correlation: string;
    payload: Buffer;
    received_at: Date;
    keep_until: Date;
    handed: Generated<boolean>;
  };
  delivery: {
    tenant_id: string;
    name: string;
    id: string;
    run_id: string;
    delivered: Generated<boolean>;
    /** Whether the payload was held against what this very run declares. */
    judged: Generated<boolean>;
    created_at: Created;
  };
  called_service: {
    tenant_id: string;
    run_id: string;
    key: string;
    service_id: string;
    version: number;
    plan_hash: string;
    created_at: Created;
  };
  plan_message: {
    tenant_id: string;
    plan_hash: string;
    name: string;
    schema: ColumnType<unknown, string | null, never>;
    keep_ms: ColumnType<string, number, never>;
  };
  webhook: { tenant_id: string; path: string; method: string; service_id: string; version: number; trigger: string };
  schedule: {
    tenant_id: string;
    service_id: string;
    trigger: string;
    version: number;
    timing: ColumnType<unknown, string, string>;
    overlap: string;
    catch_up_ms: ColumnType<string, number, number>;
    next_at: Date | null;
    waiting: Generated<boolean>;
    missed_from: ColumnType<Date | null, Date | null | undefined, Date | null>;
    missed_to: ColumnType<Date | null, Date | null | undefined, Date | null>;
    problem: ColumnType<string | null, string | null | undefined, string | null>;
  };
  schedule_tick: { tenant_id: string; service_id: string; trigger: string; scheduled_at: Date };
  task: {
    tenant_id: string;
    id: string;
    run_id: string;
    service_id: string;
    node: string;
    key: string;
    task: Buffer;
    roles: string[];
    users: string[];
    state: Generated<string>;
    level: Generated<number>;
    outcome: string | null;
    opened_at: Created;
    due_at: Date | null;
    closed_at: Date | null;
  };
}
