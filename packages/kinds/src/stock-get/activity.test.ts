import { type FakeReplies, jsonReply, playActivity } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { stockGetActivities } from './activity.ts';

const play = (input: Parameters<typeof playActivity>[1], replies: FakeReplies) =>
  playActivity(stockGetActivities, input, replies);

const KES = (amount: number) => ({ amount, currency: 'KES' });

test('it reads the item whole', async () => {
  const item = {
    sku: 'TEA',
    name: 'Black tea',
    unit: 'carton',
    supplier: 'rift-dairies',
    unit_price: KES(9),
    unit_cost: KES(7),
    lead_time_days: 7,
    daily_demand: 3,
    on_hand: 130,
    reserved: 30,
    available: 100,
    reorder_level: 40,
    reorder_quantity: 80,
  };
  const { asked, result } = await play({ sku: 'TEA' }, [jsonReply({ ...item, shelf: 'B4' })]);
  expect([asked, result]).toEqual([[['GET /v1/stock/TEA']], item]);
});

test('an item that is not there is http.404', async () => {
  expect((await play({ sku: 'GONE' }, [jsonReply({}, 404)])).result).toEqual({ error: 'http.404' });
});
