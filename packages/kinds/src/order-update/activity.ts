import type { ConfigOf } from '@omniroute/kind-sdk';
import { commerceCall, defineActivities, keepNamed } from '@omniroute/kind-sdk/activity';
import { orderUpdate } from './definition.ts';

type Config = ConfigOf<typeof orderUpdate>;

const outputSchema = orderUpdate.output().schema;

export const orderUpdateActivities = defineActivities(orderUpdate, {
  async run(input, context) {
    const { order_id: id, status } = input as Config;
    const call = { method: 'PATCH', path: ['v1', 'orders', id], body: { status } } as const;
    return keepNamed(outputSchema, await commerceCall(context, call));
  },
});
