import type { ConfigOf } from '@omniroute/kind-sdk';
import { commerceCall, defineActivities, keepNamed } from '@omniroute/kind-sdk/activity';
import { orderRelease } from './definition.ts';

type Config = ConfigOf<typeof orderRelease>;

const outputSchema = orderRelease.output().schema;

export const orderReleaseActivities = defineActivities(orderRelease, {
  async run(input, context) {
    const { order_id: id, amount, payment_reference } = input as Config;
    const call = {
      method: 'POST',
      path: ['v1', 'orders', id, 'release'],
      body: { amount, payment_reference },
    } as const;
    return keepNamed(outputSchema, await commerceCall(context, call));
  },
});
