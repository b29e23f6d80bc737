import { type FakeReplies, jsonReply, playActivity } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { orderReleaseActivities } from './activity.ts';

const play = (input: Parameters<typeof playActivity>[1], replies: FakeReplies) =>
  playActivity(orderReleaseActivities, input, replies);

const amount = { amount: 500, currency: 'NGN' };
const RELEASE = { order_id: 'o-1', amount, payment_reference: 'r-1' };

test('it asks for the right to pick up goods for confirmed money', async () => {
  const given = { id: 'rel_1', status: 'issued', amount, expires_at: '2026-01-08T09:00:00.000Z' };
  const { asked, result } = await play(RELEASE, [jsonReply({ ...given, order_id: 'o-1' }, 201)]);
  expect([asked, result]).toEqual([[['POST /v1/orders/o-1/release', { amount, payment_reference: 'r-1' }]], given]);
});

test('money that does not cover it is a business error', async () => {
  const { result } = await play(RELEASE, [jsonReply({ code: 'release.not_covered' }, 409)]);
  expect(result).toEqual({ error: 'business.release.not_covered' });
});
