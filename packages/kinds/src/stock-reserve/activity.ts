import type { ConfigOf } from '@omniroute/kind-sdk';
import { commerceCall, defineActivities, type Json, keepNamed } from '@omniroute/kind-sdk/activity';
import { stockReserve } from './definition.ts';

type Config = ConfigOf<typeof stockReserve>;

const outputSchema = stockReserve.output().schema;

export const stockReserveActivities = defineActivities(stockReserve, {
  async run(input, context) {
    const { order_id, lines } = input as Config;
    const wanted = lines.map(({ sku, quantity }) => ({ sku, quantity }));
    const call = {
      method: 'POST',
      path: ['v1', 'stock', 'reservations'],
      body: { order_id, lines: wanted },
    } as const;
    const { reservation, levels } = (await commerceCall(context, call)) as {
      readonly reservation?: { readonly id?: Json };
      readonly levels?: Json;
    };
    return keepNamed(outputSchema, { reservation_id: reservation?.id ?? null, levels: levels ?? null });
  },
});
