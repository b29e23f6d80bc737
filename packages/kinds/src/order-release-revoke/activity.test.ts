import { type FakeReplies, jsonReply, playActivity } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { orderReleaseRevokeActivities } from './activity.ts';

const play = (input: Parameters<typeof playActivity>[1], replies: FakeReplies) =>
  playActivity(orderReleaseRevokeActivities, input, replies);

const DONE = jsonReply({ id: 'x_1', status: 'revoked' });

test('by its id, or as an undo by the key of the effect', async () => {
  const byId = await play({ release_id: 'x_1' }, [DONE]);
  expect([byId.asked, byId.result]).toEqual([
    [['POST /v1/releases/revoke', { release_id: 'x_1' }]],
    { revoked: true, release_id: 'x_1' },
  ]);
  const byKey = await play({ effect_key: 'it#1' }, [DONE]);
  expect(byKey.asked).toEqual([['POST /v1/releases/revoke', { effect_key: 'it#1' }]]);
});

test.each([
  [404, 'effect.not_found'],
  [409, 'release.revoked'],
])('status %i with %s: there is nothing to undo', async (status, code) => {
  const { result } = await play({ effect_key: 'it#1' }, [jsonReply({ code }, status)]);
  expect(result).toEqual({ revoked: false, release_id: null });
});

test.each([
  [404, 'somebody.else', 'http.404'],
  [503, null, 'http.503'],
])('status %i with %s is an error', async (status, code, error) => {
  const { result } = await play({ effect_key: 'it#1' }, [jsonReply({ code }, status)]);
  expect(result).toEqual({ error });
});
