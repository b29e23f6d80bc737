import { fakeActivityContext } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { humanTaskActivities } from './activity.ts';

test('open, close and escalate write the inbox as the engine tells them, and give nothing back', async () => {
  const { context, inbox, calls } = fakeActivityContext();
  const told = {
    open: { key: 'call#1', node: 'call', task: { title: 'Call' } },
    close: { key: 'call#1', state: 'answered', outcome: 'done' },
    escalate: { key: 'call#1', level: 1, to: { roles: ['manager'] } },
  };
  for (const [verb, input] of Object.entries(told))
    expect(await humanTaskActivities.verbs[verb]?.(input, context)).toBeNull();
  expect([Object.fromEntries(inbox), calls]).toEqual([told, []]);
});
