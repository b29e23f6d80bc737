import { isActivityFault } from '@omniroute/kind-sdk/activity';
import { type FakeReplies, fakeActivityContext, jsonReply } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { sendNotificationActivities } from './activity.ts';

const SMS = { channel: 'sms', to: '+2348030001001', text: 'Order o-1 received' };

async function send(replies: FakeReplies, input: Parameters<NonNullable<typeof run>>[0] = SMS) {
  const outside = fakeActivityContext(replies);
  const result = await run?.(input, outside.context).catch((thrown: unknown) => {
    if (!isActivityFault(thrown)) throw thrown;
    return { error: thrown.error.code, retryAfterMs: thrown.retryAfterMs };
  });
  return { calls: outside.calls, result };
}
const run = sendNotificationActivities.verbs.run;

test('it is posted to the connection under the key of its effect, and its id is the output', async () => {
  const { calls, result } = await send([jsonReply({ id: 'ntf_1', provider: 'x' }, 201)]);
  expect(result).toEqual({ id: 'ntf_1' });
  expect(calls).toEqual([
    {
      method: 'POST',
      url: '/v1/notifications',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'idempotency-key': 'tenant-1:service-1:run-1:it#1',
      },
      body: JSON.stringify(SMS),
    },
  ]);
});

test('a template and its data are sent in place of a text', async () => {
  const input = { channel: 'email', to: 'a@example.com', subject: 'Order', template: 'received', data: { n: 1 } };
  const { calls } = await send([jsonReply({ id: 'ntf_1' })], input);
  expect(JSON.parse(calls[0]?.body ?? '')).toEqual(input);
});

test('a refusal is classified, and the provider may ask to wait', async () => {
  const { result } = await send([jsonReply({}, 429, { 'retry-after': '3' })]);
  expect(result).toEqual({ error: 'quota', retryAfterMs: 3000 });
});

test.each(['', '<html>', 'null', '{}', '{"id":5}'])(
  'an answer without an id (%s) is validation.output',
  async (text) => {
    const { result } = await send([{ status: 201, text }]);
    expect(result).toMatchObject({ error: 'validation.output' });
  },
);
