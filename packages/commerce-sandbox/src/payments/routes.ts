import Type from 'typebox';
import { answerOnce, answerWith, effectOnce } from '../http/answer-once.ts';
import type { SandboxApp, SandboxDeps } from '../http/app.ts';
import { numberAfter, PAGE_SIZE, toPage } from '../http/cursor.ts';
import { undoTarget } from '../ledger/undo-target.ts';
import { findPayment, findRefund, queryPayments } from './payment-store.ts';
import type { Payments } from './payments.ts';
import {
  NewPayment,
  NewRefund,
  Payment,
  PaymentPage,
  PaymentQuery,
  Refund,
  RefundedAll,
  RefundOfAll,
  Settlement,
} from './shapes.ts';

const Id = Type.Object({ id: Type.String() });

export function paymentRoutes(app: SandboxApp, { store, ledger, deliverer }: SandboxDeps, payments: Payments): void {
  app.post(
    '/payments',
    { config: { effect: 'payment.charge' }, schema: { body: NewPayment, response: { 201: Payment } } },
    async (request, reply) => {
      const charged = effectOnce(ledger, request, ({ key }) => {
        const payment = payments.charge(key, request.body);
        return { status: 201, resource: payment.id, body: payment };
      });
      await deliverer.hurry((charged.body as unknown as Payment).id);
      answerWith(reply, charged);
      return reply;
    },
  );

  app.get('/payments', { schema: { querystring: PaymentQuery, response: { 200: PaymentPage } } }, async ({ query }) => {
    payments.settleDue();
    const after = numberAfter('payments', query.cursor);
    return toPage('payments', queryPayments(store, query, after, query.limit ?? PAGE_SIZE));
  });

  app.get('/payments/:id', { schema: { params: Id, response: { 200: Payment } } }, async ({ params }) => {
    payments.settleDue();
    return findPayment(store, params.id).payment;
  });

  app.post(
    '/payments/:id/settle',
    { config: { effect: 'payment.settle' }, schema: { params: Id, body: Settlement, response: { 200: Payment } } },
    (request, reply) => {
      payments.settleDue();
      answerOnce(ledger, request, reply, () => {
        const payment = payments.settle(request.params.id, request.body);
        return { status: 200, resource: payment.id, body: payment };
      });
    },
  );

  app.post(
    '/refunds',
    { config: { effect: 'payment.refund' }, schema: { body: NewRefund, response: { 201: Refund } } },
    (request, reply) => {
      payments.settleDue();
      answerOnce(ledger, request, reply, (receipt) => {
        const given = request.body;
        const id =
          'payment_id' in given ? given.payment_id : undoTarget(ledger, receipt, given.effect_key, 'payment.charge');
        const refund = payments.refund(id, given);
        return { status: 201, resource: refund.id, body: refund };
      });
    },
  );

  app.post(
    '/refunds/all',
    {
      config: { effect: 'payment.refund_all' },
      schema: { body: RefundOfAll, response: { 201: RefundedAll } },
    },
    (request, reply) => {
      payments.settleDue();
      answerOnce(ledger, request, reply, ({ key }) => {
        const { reference, reason } = request.body;
        const refunds = payments.refundAll(key.tenant, reference, reason);
        return { status: 201, resource: reference, body: { reference, refunds } };
      });
    },
  );

  app.get('/refunds/:id', { schema: { params: Id, response: { 200: Refund } } }, async ({ params }) =>
    findRefund(store, params.id),
  );
}
