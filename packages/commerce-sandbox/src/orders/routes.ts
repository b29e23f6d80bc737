import Type from 'typebox';
import { answerOnce } from '../http/answer-once.ts';
import type { SandboxApp, SandboxDeps } from '../http/app.ts';
import { numberAfter, PAGE_SIZE, toPage } from '../http/cursor.ts';
import { changeOrder, createOrder, getOrder, listOrders } from './orders.ts';
import { NewOrder, Order, OrderChange, OrderPage, OrderQuery } from './shapes.ts';

const Id = Type.Object({ id: Type.String() });

export function orderRoutes(app: SandboxApp, { store, clock, newId, ledger }: SandboxDeps): void {
  app.get('/orders', { schema: { querystring: OrderQuery, response: { 200: OrderPage } } }, async ({ query }) => {
    const after = numberAfter('orders', query.cursor);
    return toPage('orders', listOrders(store, query.status, after, query.limit ?? PAGE_SIZE));
  });

  app.get('/orders/:id', { schema: { params: Id, response: { 200: Order } } }, async ({ params }) =>
    getOrder(store, params.id),
  );

  app.post(
    '/orders',
    { config: { effect: 'order.create' }, schema: { body: NewOrder, response: { 201: Order } } },
    (request, reply) => {
      answerOnce(ledger, request, reply, () => {
        const order = createOrder(store, request.body.id ?? newId('ord'), request.body, clock.now());
        return { status: 201, resource: order.id, body: order };
      });
    },
  );

  app.patch(
    '/orders/:id',
    { config: { effect: 'order.status' }, schema: { params: Id, body: OrderChange, response: { 200: Order } } },
    (request, reply) => {
      answerOnce(ledger, request, reply, () => {
        const order = changeOrder(store, request.params.id, request.body.status, clock.now());
        return { status: 200, resource: order.id, body: order };
      });
    },
  );
}
