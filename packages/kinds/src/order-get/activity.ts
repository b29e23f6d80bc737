import type { ConfigOf } from '@omniroute/kind-sdk';
import { commerceCall, defineActivities, keepNamed } from '@omniroute/kind-sdk/activity';
import { orderGet } from './definition.ts';

type Config = ConfigOf<typeof orderGet>;

const outputSchema = orderGet.output().schema;

export const orderGetActivities = defineActivities(orderGet, {
  async run(input, context) {
    const { order_id: id } = input as Config;
    return keepNamed(outputSchema, await commerceCall(context, { method: 'GET', path: ['v1', 'orders', id] }));
  },
});
