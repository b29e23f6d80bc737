import type { ConfigOf } from '@omniroute/kind-sdk';
import { commerceCall, defineActivities, type Json, refusalCode } from '@omniroute/kind-sdk/activity';
import { orderReleaseRevoke } from './definition.ts';

type Config = ConfigOf<typeof orderReleaseRevoke>;

/** Refusals that say that there is nothing to undo. */
const NOTHING_LEFT: ReadonlySet<string> = new Set(['effect.not_found', 'release.revoked']);

export const orderReleaseRevokeActivities = defineActivities(orderReleaseRevoke, {
  async run(input, context) {
    const { release_id, effect_key } = input as Config;
    try {
      const call = { method: 'POST', path: ['v1', 'releases', 'revoke'], body: { release_id, effect_key } } as const;
      const { id } = (await commerceCall(context, call)) as { readonly id?: Json };
      return { revoked: true, release_id: id ?? null };
    } catch (caught) {
      if (!NOTHING_LEFT.has(refusalCode(caught) ?? '')) throw caught;
      return { revoked: false, release_id: null };
    }
  },
});
