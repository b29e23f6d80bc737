import { instant } from '../clock.ts';
import type { Store } from '../store/open-store.ts';
import { pageOf, type Rows } from '../store/rows.ts';
import { effectKeyParts } from './effect-key.ts';
import type { LedgerEntry, LedgerSummary } from './shapes.ts';

interface EffectRow {
  readonly seq: number;
  readonly id: string;
  readonly idempotency_key: string;
  readonly attempt: number;
  readonly payload_hash: string;
  readonly kind: string;
  readonly resource: string;
  readonly at: number;
}

/** Above every key: keys are visible ASCII. */
const END = '\x7f';

/** The effects whose key begins with `prefix`, in the order in which they happened. */
export function listEffects(store: Store, prefix: string, after: number, limit: number): Rows<LedgerEntry, number> {
  const rows = store.all<EffectRow>(
    `select * from effect where idempotency_key >= ? and idempotency_key < ? and seq > ? order by seq limit ?`,
    prefix,
    prefix + END,
    after,
    limit + 1,
  );
  return pageOf(rows, limit, entryOf, (row) => row.seq);
}

function entryOf(row: EffectRow): LedgerEntry {
  const { tenant, service, run, key } = effectKeyParts(row.idempotency_key);
  return {
    effect_id: row.id,
    idempotency_key: row.idempotency_key,
    tenant,
    service,
    run,
    key,
    attempt: row.attempt,
    payload_hash: row.payload_hash,
    kind: row.kind,
    resource_id: row.resource,
    at: instant(row.at),
  };
}

interface SummaryRow {
  readonly idempotency_key: string;
  readonly attempts: number;
  readonly payload_hashes: string;
  readonly effects: number;
  readonly kinds: string;
}

/** Every key received under `prefix`, in the order of keys, with how often it was received and how many effects it had. */
export function summarizeKeys(store: Store, prefix: string, after: string, limit: number): Rows<LedgerSummary, string> {
  const rows = store.all<SummaryRow>(
    `select idempotency_key, count(*) as attempts, json_group_array(distinct payload_hash) as payload_hashes,
       (select count(*) from effect where effect.idempotency_key = received.idempotency_key) as effects,
       (select json_group_array(distinct kind) from effect where effect.idempotency_key = received.idempotency_key) as kinds
     from received where idempotency_key >= ? and idempotency_key < ? and idempotency_key > ?
     group by idempotency_key order by idempotency_key limit ?`,
    prefix,
    prefix + END,
    after,
    limit + 1,
  );
  return pageOf(rows, limit, summaryOf, (row) => row.idempotency_key);
}

function summaryOf(row: SummaryRow): LedgerSummary {
  return {
    idempotency_key: row.idempotency_key,
    effects: row.effects,
    attempts: row.attempts,
    payload_hashes: JSON.parse(row.payload_hashes) as string[],
    kinds: JSON.parse(row.kinds) as string[],
  };
}

/** Sums over all keys under `prefix`. */
export function ledgerTotals(store: Store, prefix: string): { keys: number; attempts: number; effects: number } {
  const range = [prefix, prefix + END] as const;
  const received = store.get<{ keys: number; attempts: number }>(
    `select count(distinct idempotency_key) as keys, count(*) as attempts from received
     where idempotency_key >= ? and idempotency_key < ?`,
    ...range,
  )!;
  const { effects } = store.get<{ effects: number }>(
    'select count(*) as effects from effect where idempotency_key >= ? and idempotency_key < ?',
    ...range,
  )!;
  return { keys: received.keys, attempts: received.attempts, effects };
}
