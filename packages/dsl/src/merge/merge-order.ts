import { compareCodePoints, deepEqual } from '@omniroute/primitives';

/** Names of a list on three sides. */
export interface Orders {
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/**
 * The order of a merged list: of what all sides have, the order of the side that changed it; what a side added stays
 * behind its neighbour. It does not matter which side is which.
 */
export function mergeOrder({ base, ours, theirs }: Orders, kept: ReadonlySet<string>): string[] {
  const [inOurs, inTheirs] = [new Set(ours), new Set(theirs)];
  const shared = new Set(base.filter((name) => kept.has(name) && inOurs.has(name) && inTheirs.has(name)));
  const order = (names: readonly string[]) => names.filter((name) => shared.has(name));
  const backbone = chosen(order(base), order(ours), order(theirs));
  const added = [ours, theirs].map((names) => runs(names, shared, kept));
  const placed = new Set<string>();
  const out: string[] = [];
  for (const anchor of ['', ...backbone]) {
    if (anchor !== '') out.push(anchor);
    const here = added
      .map((side) => side.get(anchor) ?? [])
      .sort((a, b) => compareCodePoints(a.join(' '), b.join(' ')));
    for (const name of here.flat()) {
      if (placed.has(name)) continue;
      placed.add(name);
      out.push(name);
    }
  }
  return out;
}

function chosen(base: readonly string[], ours: readonly string[], theirs: readonly string[]): readonly string[] {
  if (deepEqual(base, ours)) return theirs;
  if (deepEqual(base, theirs)) return ours;
  return compareCodePoints(ours.join(' '), theirs.join(' ')) <= 0 ? ours : theirs;
}

/** What a side alone has, by the shared name before it; `''` is the beginning. */
function runs(
  names: readonly string[],
  shared: ReadonlySet<string>,
  kept: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  let anchor = '';
  for (const name of names) {
    if (shared.has(name)) anchor = name;
    else if (kept.has(name)) found.set(anchor, [...(found.get(anchor) ?? []), name]);
  }
  return found;
}
