import { isActivityFault } from '@omniroute/kind-sdk/activity';
import { type FakeReplies, fakeActivityContext, jsonReply, playActivity } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { paymentChargeActivities } from './activity.ts';

const play = (input: Parameters<typeof playActivity>[1], replies: FakeReplies) =>
  playActivity(paymentChargeActivities, input, replies);

const NGN = (amount: number) => ({ amount, currency: 'NGN' });
const CHARGE = { method: 'mobile_money', amount: NGN(500), payer: '+234', reference: 'r-1' };
const payment = (status: string, reason: string | null = null) =>
  jsonReply({ id: 'pay_1', status, amount: NGN(500), paid: NGN(0), reason, payer: '+234' }, 201);

test('everything that is known of the charge is sent', async () => {
  const input = { ...CHARGE, order_id: 'o-1', expires_at: '2026-01-05T09:30:00Z', callback_url: 'http://localhost/c' };
  const { asked } = await play({ ...input, connection: 'sandbox' }, [payment('pending')]);
  expect(asked).toEqual([['POST /v1/payments', input]]);
});

test.each(['initiated', 'pending', 'succeeded', 'unknown'])('a payment that is %s is an output', async (status) => {
  const { result } = await play(CHARGE, [payment(status)]);
  expect(result).toEqual({ id: 'pay_1', status, amount: NGN(500), paid: NGN(0) });
});

test('a declined payment is a business error that says why', async () => {
  const outside = fakeActivityContext([payment('failed', 'insufficient_funds')]);
  const caught = await paymentChargeActivities.verbs.run!(CHARGE, outside.context).catch((thrown: unknown) => thrown);
  expect(isActivityFault(caught) && caught.error).toEqual({
    code: 'business.payment.declined',
    message: 'The payment was declined: insufficient_funds.',
    details: { payment_id: 'pay_1', reason: 'insufficient_funds' },
  });
});

test.each([
  [408, 'timeout.run'],
  [503, 'http.503'],
  [422, 'http.422'],
])('status %i says nothing about the payment: %s', async (status, error) => {
  expect((await play(CHARGE, [jsonReply({}, status)])).result).toEqual({ error });
});
