import { canonicalJson, sha256Hex } from '@omniroute/primitives';
import type { Plan } from './plan.ts';

/** A plan's address: the sha256 of its RFC 8785 form. */
export function planHash(plan: Plan): string {
  return sha256Hex(canonicalJson(plan));
}
