import Type from 'typebox';
import { answerOnce } from '../http/answer-once.ts';
import type { SandboxApp, SandboxDeps } from '../http/app.ts';
import { PAGE_SIZE, textAfter, toPage } from '../http/cursor.ts';
import { undoTarget } from '../ledger/undo-target.ts';
import { getReservation, release, reserve } from './reservations.ts';
import {
  NewRelease,
  NewReservation,
  Reservation,
  ReservationChanged,
  StockItem,
  StockPage,
  StockQuery,
} from './shapes.ts';
import { getItem, listItems } from './stock.ts';

export function stockRoutes(app: SandboxApp, { store, clock, newId, ledger }: SandboxDeps): void {
  app.get('/stock', { schema: { querystring: StockQuery, response: { 200: StockPage } } }, async ({ query }) => {
    const after = textAfter('stock', query.cursor);
    return toPage('stock', listItems(store, query, after, query.limit ?? PAGE_SIZE));
  });

  app.get(
    '/stock/:sku',
    { schema: { params: Type.Object({ sku: Type.String() }), response: { 200: StockItem } } },
    async ({ params }) => getItem(store, params.sku),
  );

  app.post(
    '/stock/reservations',
    { config: { effect: 'stock.reserve' }, schema: { body: NewReservation, response: { 201: ReservationChanged } } },
    (request, reply) => {
      answerOnce(ledger, request, reply, () => {
        const body = reserve(store, newId('res'), request.body, clock.now());
        return { status: 201, resource: body.reservation.id, body };
      });
    },
  );

  app.get(
    '/stock/reservations/:id',
    { schema: { params: Type.Object({ id: Type.String() }), response: { 200: Reservation } } },
    async ({ params }) => getReservation(store, params.id),
  );

  app.post(
    '/stock/releases',
    { config: { effect: 'stock.release' }, schema: { body: NewRelease, response: { 200: ReservationChanged } } },
    (request, reply) => {
      answerOnce(ledger, request, reply, (receipt) => {
        const given = request.body;
        const id =
          'reservation_id' in given
            ? given.reservation_id
            : undoTarget(ledger, receipt, given.effect_key, 'stock.reserve');
        return { status: 200, resource: id, body: release(store, id, clock.now()) };
      });
    },
  );
}
