import { instant } from '../clock.ts';
import type { Store } from '../store/open-store.ts';
import { pageOf, type Rows } from '../store/rows.ts';
import type { Callback, CallbackEvent, CallbackQuery } from './shapes.ts';

export interface CallbackRow {
  readonly seq: number;
  readonly id: string;
  readonly payment: string;
  readonly reference: string | null;
  readonly url: string;
  readonly event: CallbackEvent;
  /** The raw bytes that are signed. */
  readonly body: string;
  readonly fault: string | null;
  /** 1: the signature is made with another secret. */
  readonly forged: number;
  /** 1: it is to arrive before the answer to the charge. */
  readonly hurried: number;
  readonly status: Callback['status'];
  readonly attempts: number;
  readonly last_status: number | null;
  readonly last_error: string | null;
  readonly next_at: number | null;
  readonly created_at: number;
}

export type NewCallback = Omit<CallbackRow, 'seq' | 'attempts' | 'last_status' | 'last_error'>;

export function insertCallback(store: Store, row: NewCallback): void {
  store.run(
    `insert into callback (id, payment, reference, url, event, body, fault, forged, hurried, status, attempts, next_at, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)`,
    row.id,
    row.payment,
    row.reference,
    row.url,
    row.event,
    row.body,
    row.fault,
    row.forged,
    row.hurried,
    row.status,
    row.next_at,
    row.created_at,
  );
}

/** Those whose time has come, in the order of their times. */
export function dueCallbacks(store: Store, now: number): CallbackRow[] {
  return store.all<CallbackRow>('select * from callback where next_at <= ? order by next_at, seq', now);
}

/** Those of a payment that are to arrive before the answer to its charge. */
export function hurriedCallbacks(store: Store, payment: string): CallbackRow[] {
  return store.all<CallbackRow>(
    `select * from callback where payment = ? and hurried = 1 and attempts = 0 and status = 'pending' order by seq`,
    payment,
  );
}

/** Their times, for when to look again. */
export function pendingTimes(store: Store): { readonly payment: string; readonly next_at: number }[] {
  return store.all('select payment, next_at from callback where next_at is not null order by next_at');
}

/** Notes how an attempt went. */
export function noteAttempt(
  store: Store,
  id: string,
  { status, next_at, ...last }: Pick<CallbackRow, 'status' | 'next_at' | 'last_status' | 'last_error'>,
): void {
  store.run(
    `update callback set attempts = attempts + 1, status = ?, next_at = ?, last_status = ?, last_error = ? where id = ?`,
    status,
    next_at,
    last.last_status,
    last.last_error,
    id,
  );
}

export function listCallbacks(
  store: Store,
  { payment_id, reference, status }: CallbackQuery,
  after: number,
  limit: number,
): Rows<Callback, number> {
  const rows = store.all<CallbackRow>(
    `select * from callback where (?1 is null or payment = ?1) and (?2 is null or reference = ?2)
       and (?3 is null or status = ?3) and seq > ?4 order by seq limit ?5`,
    payment_id ?? null,
    reference ?? null,
    status ?? null,
    after,
    limit + 1,
  );
  return pageOf(rows, limit, shown, (row) => row.seq);
}

function shown(row: CallbackRow): Callback {
  const { id, payment, reference, url, event, status, attempts, last_status, last_error, fault } = row;
  const next_at = row.next_at === null ? null : instant(row.next_at);
  const created_at = instant(row.created_at);
  return {
    id,
    payment_id: payment,
    reference,
    url,
    event,
    status,
    attempts,
    last_status,
    last_error,
    fault,
    next_at,
    created_at,
  };
}
