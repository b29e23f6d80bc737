import { sandboxErrors } from '../errors.ts';
import { siblingKey } from './effect-key.ts';
import type { EffectLedger, Receipt } from './effect-ledger.ts';

/**
 * What an undo names by the key of the effect it undoes, since a caller whose attempt ended in doubt knows no id: the
 * resource of that effect in the caller's own run. Throws `effect.not_found` if the key had no such effect.
 */
export function undoTarget(ledger: EffectLedger, { key }: Receipt, effectKey: string, kind: string): string {
  const sibling = siblingKey(key, effectKey);
  const resource = ledger.resourceOf(sibling, kind);
  if (resource === undefined) throw sandboxErrors.fault('effect.not_found', { key: sibling, kind });
  return resource;
}
