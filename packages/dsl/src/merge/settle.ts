import { parsePointer, setPointer } from '@omniroute/primitives';
import type { Service } from '../document/service.ts';
import { diff } from '../operations/diff.ts';
import type { Operation } from '../operations/operation.ts';
import type { Conflict, Merged } from './conflict.ts';

/** The operations that settle a merge: for each conflict the value of the side that was chosen. */
export function settle(merged: Merged, choose: (conflict: Conflict) => 'base' | 'ours' | 'theirs'): Operation[] {
  // What stands later is settled first, so that removing it moves nothing that is still to be settled.
  const order = [...merged.conflicts].sort((a, b) => comparePlaces(b.pointer, a.pointer));
  const settled = order.reduce<unknown>(
    (document, conflict) => setPointer(document, conflict.pointer, conflict[choose(conflict)]),
    merged.service,
  );
  return diff(merged.service, settled as Service);
}

function comparePlaces(a: string, b: string): number {
  const [left, right] = [parsePointer(a), parsePointer(b)];
  for (const [depth, segment] of left.entries()) {
    const other = right[depth];
    if (other === undefined) return 1;
    const apart = Number(segment) - Number(other);
    if (segment !== other) return Number.isNaN(apart) ? (segment < other ? -1 : 1) : apart;
  }
  return left.length - right.length;
}
