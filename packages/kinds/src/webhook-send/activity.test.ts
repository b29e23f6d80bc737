import { isActivityFault } from '@omniroute/kind-sdk/activity';
import { type FakeReplies, fakeActivityContext } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { webhookSendActivities } from './activity.ts';

const EVENT = { url: '/hooks/orders', event: 'order.confirmed', payload: { id: 'o-1' } };

async function send(replies: FakeReplies, given: Parameters<typeof fakeActivityContext>[1] = {}) {
  const outside = fakeActivityContext(replies, given);
  const result = await webhookSendActivities.verbs.run!(EVENT, outside.context).catch((thrown: unknown) => {
    if (!isActivityFault(thrown)) throw thrown;
    return { error: thrown.error, retryAfterMs: thrown.retryAfterMs };
  });
  return { calls: outside.calls, result };
}

const ID = 'msg_f88486ca93f54384b0d42d1f388674d7';
const BODY = '{"type":"order.confirmed","data":{"id":"o-1"}}';

test('the event is posted under an id, with what is to be signed', async () => {
  const { calls, result } = await send([{ status: 202 }]);
  expect(result).toEqual({ id: ID, status: 202 });
  expect(calls).toEqual([
    {
      method: 'POST',
      url: '/hooks/orders',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': 'tenant-1:service-1:run-1:it#1',
        'webhook-id': ID,
        'webhook-timestamp': '1767603600',
      },
      body: BODY,
      sign: { header: 'webhook-signature', prefix: 'v1,', content: `${ID}.1767603600.${BODY}` },
    },
  ]);
});

test('another attempt carries the same id and body, another visit another id', async () => {
  const later = await send([{}], { attempt: 2, now: () => Date.UTC(2026, 0, 5, 10) });
  const again = await send([{}], { key: 'it#2', idempotencyKey: 'tenant-1:service-1:run-1:it#2' });
  expect([later.calls[0]?.headers?.['webhook-id'], later.calls[0]?.body]).toEqual([ID, BODY]);
  expect(again.calls[0]?.headers?.['webhook-id']).not.toBe(ID);
});

test.each([
  [404, 'http.404'],
  [401, 'auth'],
  [408, 'timeout.run'],
  [429, 'quota'],
  [302, 'http.302'],
])('the answer %i is %s', async (status, code) => {
  const { result } = await send([{ status, text: 'no', headers: { 'retry-after': '3' } }]);
  const details = { status, id: ID, text: 'no' };
  expect(result).toEqual({
    error: { code, message: `The receiver answered ${status}.`, details },
    retryAfterMs: 3000,
  });
});
