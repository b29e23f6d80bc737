import { jsonReply, playActivity } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { mandateCollectActivities } from './activity.ts';

const AMOUNT = { amount: 500, currency: 'NGN' };
const COLLECT = { connection: 'sandbox', mandate: 'mnd-1', amount: AMOUNT, reference: 'r-1', order_id: 'o-1' };
const payment = (status: string) => ({ id: 'pay_1', status, amount: AMOUNT, paid: { amount: 0, currency: 'NGN' } });

test('the payment is asked for by mandate, of whom the mandate names', async () => {
  const { asked, result } = await playActivity(mandateCollectActivities, COLLECT, [
    jsonReply({ ...payment('pending'), payer: 'mnd-1' }, 201),
  ]);
  const sent = { method: 'mandate', payer: 'mnd-1', amount: AMOUNT, reference: 'r-1', order_id: 'o-1' };
  expect(asked).toEqual([['POST /v1/payments', sent]]);
  expect(result).toEqual(payment('pending'));
});

test('a declined one is a business error', async () => {
  const { result } = await playActivity(mandateCollectActivities, COLLECT, [jsonReply(payment('failed'), 201)]);
  expect(result).toEqual({ error: 'business.payment.declined' });
});
