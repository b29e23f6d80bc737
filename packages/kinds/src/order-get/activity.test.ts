import { type FakeReplies, jsonReply, playActivity } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { orderGetActivities } from './activity.ts';

const play = (input: Parameters<typeof playActivity>[1], replies: FakeReplies) =>
  playActivity(orderGetActivities, input, replies);

const NGN = (amount: number) => ({ amount, currency: 'NGN' });

test('it reads the order, and what else the provider says of it does not enter the run', async () => {
  const order = {
    id: 'o-1',
    customer: 'Corner kiosk',
    phone: '+234',
    status: 'placed',
    lines: [{ sku: 'TEA', quantity: 2, unit_price: NGN(5), total: NGN(10) }],
    total: NGN(10),
  };
  const { asked, result } = await play({ order_id: 'o-1' }, [jsonReply({ ...order, created_at: 'x', notes: 'y' })]);
  expect([asked, result]).toEqual([[['GET /v1/orders/o-1']], order]);
});

test('an order that is not there is http.404', async () => {
  const { result } = await play({ order_id: 'o-9' }, [jsonReply({ code: 'order.not_found' }, 404)]);
  expect(result).toEqual({ error: 'http.404' });
});
