import { instant } from '../clock.ts';
import { sandboxErrors } from '../errors.ts';
import type { Store } from '../store/open-store.ts';
import type { NewReservation, Reservation, ReservationChanged } from './shapes.ts';
import { freeUnits, holdUnits } from './stock.ts';

/** Throws `reservation.not_found`. */
export function getReservation(store: Store, id: string): Reservation {
  const row = store.get<{ document: string }>('select document from reservation where id = ?', id);
  if (row === undefined) throw sandboxErrors.fault('reservation.not_found', { id });
  return JSON.parse(row.document) as Reservation;
}

/** Throws `stock.not_found` or `stock.insufficient`. */
export function reserve(store: Store, id: string, given: NewReservation, now: number): ReservationChanged {
  const levels = holdUnits(store, given.lines);
  const at = instant(now);
  const order_id = given.order_id ?? null;
  const reservation: Reservation = {
    id,
    order_id,
    status: 'held',
    lines: given.lines,
    created_at: at,
    updated_at: at,
  };
  store.run('insert into reservation (id, document) values (?, ?)', id, JSON.stringify(reservation));
  return { reservation, levels };
}

/** Throws `reservation.not_found` or `reservation.released`. */
export function release(store: Store, id: string, now: number): ReservationChanged {
  const held = getReservation(store, id);
  if (held.status === 'released') throw sandboxErrors.fault('reservation.released', { id });
  const reservation: Reservation = { ...held, status: 'released', updated_at: instant(now) };
  store.run('update reservation set document = ? where id = ?', JSON.stringify(reservation), id);
  return { reservation, levels: freeUnits(store, held.lines) };
}
