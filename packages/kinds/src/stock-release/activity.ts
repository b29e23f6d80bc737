import type { ConfigOf } from '@omniroute/kind-sdk';
import { commerceCall, defineActivities, type Json, refusalCode } from '@omniroute/kind-sdk/activity';
import { stockRelease } from './definition.ts';

type Config = ConfigOf<typeof stockRelease>;

/** Refusals that say that there is nothing to undo. */
const NOTHING_LEFT: ReadonlySet<string> = new Set(['effect.not_found', 'reservation.released']);

export const stockReleaseActivities = defineActivities(stockRelease, {
  async run(input, context) {
    const { reservation_id, effect_key } = input as Config;
    try {
      const call = { method: 'POST', path: ['v1', 'stock', 'releases'], body: { reservation_id, effect_key } } as const;
      const { reservation } = (await commerceCall(context, call)) as { readonly reservation?: { readonly id?: Json } };
      return { released: true, reservation_id: reservation?.id ?? null };
    } catch (caught) {
      if (!NOTHING_LEFT.has(refusalCode(caught) ?? '')) throw caught;
      return { released: false, reservation_id: null };
    }
  },
});
