import { type FakeReplies, jsonReply, playActivity } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { orderUpdateActivities } from './activity.ts';

const play = (input: Parameters<typeof playActivity>[1], replies: FakeReplies) =>
  playActivity(orderUpdateActivities, input, replies);

const total = { amount: 10, currency: 'NGN' };

test('it moves the order on', async () => {
  const { asked, result } = await play({ order_id: 'o-1', status: 'confirmed' }, [
    jsonReply({ id: 'o-1', status: 'confirmed', total, phone: '+234' }),
  ]);
  expect([asked, result]).toEqual([
    [['PATCH /v1/orders/o-1', { status: 'confirmed' }]],
    { id: 'o-1', status: 'confirmed', total },
  ]);
});

test('a step that may not follow is a business error', async () => {
  const { result } = await play({ order_id: 'o-1', status: 'delivered' }, [
    jsonReply({ code: 'order.transition' }, 409),
  ]);
  expect(result).toEqual({ error: 'business.order.transition' });
});
