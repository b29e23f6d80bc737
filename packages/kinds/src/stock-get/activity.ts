import type { ConfigOf } from '@omniroute/kind-sdk';
import { commerceCall, defineActivities, keepNamed } from '@omniroute/kind-sdk/activity';
import { stockGet } from './definition.ts';

type Config = ConfigOf<typeof stockGet>;

const outputSchema = stockGet.output().schema;

export const stockGetActivities = defineActivities(stockGet, {
  async run(input, context) {
    const { sku } = input as Config;
    return keepNamed(outputSchema, await commerceCall(context, { method: 'GET', path: ['v1', 'stock', sku] }));
  },
});
