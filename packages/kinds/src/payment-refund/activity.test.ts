import { type FakeReplies, jsonReply, playActivity } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { paymentRefundActivities } from './activity.ts';

const play = (input: Parameters<typeof playActivity>[1], replies: FakeReplies) =>
  playActivity(paymentRefundActivities, input, replies);

const made = { id: 'ref_1', payment_id: 'pay_1', amount: { amount: 51, currency: 'NGN' } };

test('by the payment or by the effect that charged, all that is left or a part', async () => {
  const done = jsonReply({ ...made, payment_status: 'succeeded' }, 201);
  const part = await play({ payment_id: 'pay_1', amount: 51, reason: 'surplus' }, [done]);
  expect([part.asked, part.result]).toEqual([
    [['POST /v1/refunds', { payment_id: 'pay_1', amount: 51, reason: 'surplus' }]],
    { refunded: true, refunds: [made] },
  ]);
  const undone = await play({ effect_key: 'charge#1' }, [done]);
  expect(undone.asked).toEqual([['POST /v1/refunds', { effect_key: 'charge#1' }]]);
});

test.each([
  [404, { code: 'effect.not_found' }],
  [409, { code: 'refund.not_collected', payment_status: 'failed' }],
  [409, { code: 'refund.not_collected', payment_status: 'reversed' }],
])('status %i with %o: no money is there to give back', async (status, problem) => {
  const { result } = await play({ effect_key: 'charge#1' }, [jsonReply(problem, status)]);
  expect(result).toEqual({ refunded: false, refunds: [] });
});

test.each(['initiated', 'pending', 'unknown'])('a payment that is %s may still bring money', async (payment_status) => {
  const { result } = await play({ effect_key: 'charge#1' }, [
    jsonReply({ code: 'refund.not_collected', payment_status }, 409),
  ]);
  expect(result).toEqual({ error: 'business.payment.unsettled' });
});

test('more than is left is a business error', async () => {
  const { result } = await play({ payment_id: 'pay_1', amount: 9 }, [jsonReply({ code: 'refund.too_large' }, 409)]);
  expect(result).toEqual({ error: 'business.refund.too_large' });
});

test('all that came under a reference goes back in one effect', async () => {
  const second = { ...made, id: 'ref_2', payment_id: 'pay_2' };
  const { asked, result } = await play({ reference: 'r-1', reason: 'undone' }, [
    jsonReply({ reference: 'r-1', refunds: [{ ...made, reason: 'undone' }, second] }, 201),
  ]);
  expect([asked, result]).toEqual([
    [['POST /v1/refunds/all', { reference: 'r-1', reason: 'undone' }]],
    { refunded: true, refunds: [made, second] },
  ]);
  const none = await play({ reference: 'r-1' }, [jsonReply({ reference: 'r-1', refunds: [] }, 201)]);
  expect(none.result).toEqual({ refunded: false, refunds: [] });
  const open = await play({ reference: 'r-1' }, [jsonReply({ code: 'refund.unsettled' }, 409)]);
  expect(open.result).toEqual({ error: 'business.payment.unsettled' });
});

test('an answer without refunds does not fit', async () => {
  const { result } = await play({ reference: 'r-1' }, [jsonReply({}, 201)]);
  expect(result).toEqual({ refunded: true, refunds: null });
});
