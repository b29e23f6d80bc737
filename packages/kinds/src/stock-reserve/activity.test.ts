import { type FakeReplies, jsonReply, playActivity } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { stockReserveActivities } from './activity.ts';

const play = (input: Parameters<typeof playActivity>[1], replies: FakeReplies) =>
  playActivity(stockReserveActivities, input, replies);

const level = { sku: 'TEA', on_hand: 9, reserved: 2, available: 7 };

test('lines of an order can be given as they are: code and quantity are asked for', async () => {
  const lines = [{ sku: 'TEA', quantity: 2, unit_price: { amount: 1, currency: 'NGN' } }];
  const { asked, result } = await play({ order_id: 'o-1', lines }, [
    jsonReply({ reservation: { id: 'res_1', status: 'held' }, levels: [{ ...level, site: 'x' }] }, 201),
  ]);
  expect([asked, result]).toEqual([
    [['POST /v1/stock/reservations', { order_id: 'o-1', lines: [{ sku: 'TEA', quantity: 2 }] }]],
    { reservation_id: 'res_1', levels: [level] },
  ]);
});

test('too few units are a business error', async () => {
  const { result } = await play({ lines: [{ sku: 'TEA', quantity: 20 }] }, [
    jsonReply({ code: 'stock.insufficient' }, 409),
  ]);
  expect(result).toEqual({ error: 'business.stock.insufficient' });
});

test('an answer without a reservation holds none: the output does not fit', async () => {
  const { result } = await play({ lines: [{ sku: 'TEA', quantity: 1 }] }, [jsonReply({}, 201)]);
  expect(result).toEqual({ reservation_id: null, levels: null });
});
