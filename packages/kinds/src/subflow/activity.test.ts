import { fakeActivityContext } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { subflowActivities } from './activity.ts';

test('the platform finds and starts a service, told what the step says', async () => {
  const { context, asked } = fakeActivityContext();
  const found = await subflowActivities.verbs.find?.({ service: 'ship', version: null }, context);
  const started = await subflowActivities.verbs.start?.({ service: 'ship', version: 2, input: { id: 1 } }, context);
  expect([found, started]).toEqual([{ service: 'ship', version: 1, hash: 'hash' }, { run_id: 'run-2' }]);
  expect(asked).toEqual([
    ['find', { service: 'ship', version: null }],
    ['start', { service: 'ship', version: 2, input: { id: 1 } }],
  ]);
});
