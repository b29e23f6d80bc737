import type { ConfigOf } from '@omniroute/kind-sdk';
import { commerceCall, defineActivities, keepNamed } from '@omniroute/kind-sdk/activity';
import { purchaseOrderCreate } from './definition.ts';

type Config = ConfigOf<typeof purchaseOrderCreate>;

const outputSchema = purchaseOrderCreate.output().schema;

export const purchaseOrderCreateActivities = defineActivities(purchaseOrderCreate, {
  async run(input, context) {
    const { supplier, currency, lines, total } = input as Config;
    const body = { supplier, currency, lines, total };
    return keepNamed(
      outputSchema,
      await commerceCall(context, { method: 'POST', path: ['v1', 'purchase-orders'], body }),
    );
  },
});
