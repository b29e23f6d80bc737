import { type FakeReplies, jsonReply, playActivity } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { purchaseOrderCreateActivities } from './activity.ts';

const play = (input: Parameters<typeof playActivity>[1], replies: FakeReplies) =>
  playActivity(purchaseOrderCreateActivities, input, replies);

const ORDER = {
  supplier: 'accra-cocoa',
  currency: 'GHS',
  lines: [{ sku: 'COCOA-400', quantity: 2, unit_cost: 5 }],
  total: 10,
};

test('it orders, and gives what is committed and when it should be there', async () => {
  const placed = {
    id: 'po_1',
    status: 'placed',
    total: { amount: 10, currency: 'GHS' },
    expected_at: '2026-01-19T09:00:00.000Z',
  };
  const { asked, result } = await play({ ...ORDER, connection: 'sandbox' }, [jsonReply({ ...placed, lines: [] }, 201)]);
  expect([asked, result]).toEqual([[['POST /v1/purchase-orders', ORDER]], placed]);
});

test('a total that is not the sum of its lines is a business error', async () => {
  const { result } = await play({ ...ORDER, total: 11 }, [jsonReply({ code: 'purchase_order.total' }, 409)]);
  expect(result).toEqual({ error: 'business.purchase_order.total' });
});
