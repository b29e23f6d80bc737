import Type from 'typebox';
import { answerOnce } from '../http/answer-once.ts';
import type { SandboxApp, SandboxDeps } from '../http/app.ts';
import { numberAfter, PAGE_SIZE, textAfter, toPage } from '../http/cursor.ts';
import { undoTarget } from '../ledger/undo-target.ts';
import { cancelPurchaseOrder, getPurchaseOrder, listPurchaseOrders, placePurchaseOrder } from './purchase-orders.ts';
import {
  CancelByKey,
  NewPurchaseOrder,
  PurchaseOrder,
  PurchaseOrderPage,
  PurchaseOrderQuery,
  Supplier,
  SupplierPage,
  SupplierQuery,
} from './shapes.ts';
import { getSupplier, listSuppliers } from './suppliers.ts';

const Id = Type.Object({ id: Type.String() });

export function purchasingRoutes(app: SandboxApp, { store, clock, newId, ledger }: SandboxDeps): void {
  app.get(
    '/suppliers',
    { schema: { querystring: SupplierQuery, response: { 200: SupplierPage } } },
    async ({ query }) => {
      const after = textAfter('suppliers', query.cursor);
      return toPage('suppliers', listSuppliers(store, after, query.limit ?? PAGE_SIZE));
    },
  );

  app.get('/suppliers/:id', { schema: { params: Id, response: { 200: Supplier } } }, async ({ params }) =>
    getSupplier(store, params.id),
  );

  app.get(
    '/purchase-orders',
    { schema: { querystring: PurchaseOrderQuery, response: { 200: PurchaseOrderPage } } },
    async ({ query }) => {
      const after = numberAfter('purchase-orders', query.cursor);
      return toPage('purchase-orders', listPurchaseOrders(store, query, after, query.limit ?? PAGE_SIZE));
    },
  );

  app.get('/purchase-orders/:id', { schema: { params: Id, response: { 200: PurchaseOrder } } }, async ({ params }) =>
    getPurchaseOrder(store, params.id),
  );

  app.post(
    '/purchase-orders',
    {
      config: { effect: 'purchase_order.create' },
      schema: { body: NewPurchaseOrder, response: { 201: PurchaseOrder } },
    },
    (request, reply) => {
      answerOnce(ledger, request, reply, () => {
        const order = placePurchaseOrder(store, newId('po'), request.body, clock.now());
        return { status: 201, resource: order.id, body: order };
      });
    },
  );

  app.post(
    '/purchase-orders/:id/cancel',
    { config: { effect: 'purchase_order.cancel' }, schema: { params: Id, response: { 200: PurchaseOrder } } },
    (request, reply) => {
      answerOnce(ledger, request, reply, () => {
        const order = cancelPurchaseOrder(store, request.params.id, clock.now());
        return { status: 200, resource: order.id, body: order };
      });
    },
  );

  app.post(
    '/purchase-orders/cancel',
    { config: { effect: 'purchase_order.cancel' }, schema: { body: CancelByKey, response: { 200: PurchaseOrder } } },
    (request, reply) => {
      answerOnce(ledger, request, reply, (receipt) => {
        const id = undoTarget(ledger, receipt, request.body.effect_key, 'purchase_order.create');
        return { status: 200, resource: id, body: cancelPurchaseOrder(store, id, clock.now()) };
      });
    },
  );
}
