import { instant } from '../clock.ts';
import { sandboxErrors } from '../errors.ts';
import type { Store } from '../store/open-store.ts';
import { pageOf, type Rows } from '../store/rows.ts';
import type { NewNotification, Notification, NotificationQuery } from './shapes.ts';

/** Writes a notification as sent. Throws `request.invalid` if it says nothing. */
export function sendNotification(
  store: Store,
  id: string,
  idempotencyKey: string,
  given: NewNotification,
  now: number,
): Notification {
  if (given.text === undefined && given.template === undefined) {
    const errors = [{ pointer: '/text', message: 'must be given, or "template"' }];
    throw sandboxErrors.fault('request.invalid', { part: 'body', errors });
  }
  const sent: Notification = { id, idempotency_key: idempotencyKey, ...given, created_at: instant(now) };
  store.run('insert into notification (id, document) values (?, ?)', id, JSON.stringify(sent));
  return sent;
}

/** Throws `notification.not_found`. */
export function getNotification(store: Store, id: string): Notification {
  const row = store.get<{ document: string }>('select document from notification where id = ?', id);
  if (row === undefined) throw sandboxErrors.fault('notification.not_found', { id });
  return JSON.parse(row.document) as Notification;
}

export function listNotifications(
  store: Store,
  { to, channel }: NotificationQuery,
  after: number,
  limit: number,
): Rows<Notification, number> {
  const rows = store.all<{ seq: number; document: string }>(
    `select seq, document from notification
     where (?1 is null or recipient = ?1) and (?2 is null or channel = ?2) and seq > ?3 order by seq limit ?4`,
    to ?? null,
    channel ?? null,
    after,
    limit + 1,
  );
  return pageOf(
    rows,
    limit,
    (row) => JSON.parse(row.document) as Notification,
    (row) => row.seq,
  );
}
