import { type FakeReplies, jsonReply, playActivity } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { paymentStatusActivities } from './activity.ts';

const play = (input: Parameters<typeof playActivity>[1], replies: FakeReplies) =>
  playActivity(paymentStatusActivities, input, replies);

const NGN = (amount: number) => ({ amount, currency: 'NGN' });
const none = NGN(0);
const payment = (id: string, status: string, over: object = {}) => ({
  id,
  status,
  amount: NGN(500),
  paid: none,
  refunded: none,
  late: false,
  reason: null,
  ...over,
});
const page = (items: object[], next: string | null = null) => jsonReply({ items, next } as never);
const ASK = { reference: 'r-1', currency: 'NGN' };

test('all payments of a reference count, page by page', async () => {
  const first = payment('pay_1', 'succeeded', { paid: NGN(300), refunded: NGN(100) });
  const second = payment('pay_2', 'succeeded', { paid: NGN(250), late: true });
  const { asked, result } = await play(ASK, [page([{ ...first, payer: '+234' }], 'c2'), page([second])]);
  expect(asked).toEqual([
    ['GET /v1/payments', { reference: 'r-1', limit: '200' }],
    ['GET /v1/payments', { reference: 'r-1', cursor: 'c2', limit: '200' }],
  ]);
  expect(result).toEqual({ status: 'succeeded', confirmed: NGN(450), other: [], payments: [first, second] });
});

test('money in another currency does not count, and is shown', async () => {
  const kes = { amount: 7, currency: 'KES' };
  const found = payment('pay_1', 'succeeded', { paid: kes, refunded: { amount: 0, currency: 'KES' } });
  const { result } = await play(ASK, [page([found])]);
  expect(result).toMatchObject({ status: 'succeeded', confirmed: none, other: [kes] });
});

test.each([
  [['failed', 'succeeded', 'pending'], 'succeeded'],
  [['failed', 'unknown', 'pending'], 'pending'],
  [['failed', 'initiated', 'unknown'], 'initiated'],
  [['failed', 'unknown', 'reversed'], 'unknown'],
  [['failed', 'reversed'], 'reversed'],
  [['failed', 'failed'], 'failed'],
  [[], 'unknown'],
])('payments that are %j are together %s', async (statuses, together) => {
  const items = statuses.map((status, at) => payment(`pay_${at}`, status));
  expect((await play(ASK, [page(items)])).result).toMatchObject({ status: together, confirmed: none });
});

test('one payment is asked for by its id', async () => {
  const { asked, result } = await play({ payment_id: 'pay_1', currency: 'NGN' }, [
    jsonReply(payment('pay_1', 'succeeded', { paid: NGN(500) }) as never),
  ]);
  expect([asked, result]).toMatchObject([[['GET /v1/payments/pay_1']], { status: 'succeeded', confirmed: NGN(500) }]);
});

test.each([
  ['no page', {}],
  ['no payment', { items: [{ id: 'pay_1' }], next: null }],
  ['a fraction of a kobo', { items: [payment('pay_1', 'succeeded', { paid: NGN(0.5) })], next: null }],
])('an answer with %s is validation.output', async (_, body) => {
  expect((await play(ASK, [jsonReply(body as never)])).result).toEqual({ error: 'validation.output' });
});
