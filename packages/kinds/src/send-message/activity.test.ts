import { fakeActivityContext } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { sendMessageActivities } from './activity.ts';

const run = sendMessageActivities.verbs.run;

test('it is sent under the key of its effect, and the output says whether a run held the key', async () => {
  const sent: unknown[] = [];
  const { context } = fakeActivityContext(undefined, {
    messages: {
      send: async (message) => {
        sent.push(message);
        return { delivered: true };
      },
    },
  });
  const output = await run?.({ name: 'order.paid', correlation: 'o-1', payload: { amount: 5 } }, context);
  expect(output).toEqual({ delivered: true });
  expect(sent).toEqual([
    { name: 'order.paid', correlation: 'o-1', payload: { amount: 5 }, id: 'tenant-1:service-1:run-1:it#1' },
  ]);
});

test('a number is written out as a correlation, and a message without a payload carries null', async () => {
  const outside = fakeActivityContext();
  await expect(run?.({ name: 'order.paid', correlation: 17 }, outside.context)).resolves.toEqual({ delivered: false });
  expect(outside.sent).toEqual([
    { name: 'order.paid', correlation: '17', payload: null, id: 'tenant-1:service-1:run-1:it#1' },
  ]);
});
