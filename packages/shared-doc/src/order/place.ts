import { orderKeys } from './order-key.ts';

/** An item of a list in the order in which it is wanted; without `key` it is new. */
export interface Place {
  readonly id: string;
  readonly key: string | undefined;
}

/** Order of a list: by key, equal keys (two people inserted at one place) by id. */
export function comparePlaces(a: { readonly id: string; readonly key: string }, b: typeof a): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** The keys that put items in the wanted order. As many as can keep the key they have; a moved item costs one new key. */
export function placed(wanted: readonly Place[]): string[] {
  const kept = longestAscending(wanted);
  const keys: string[] = wanted.map((place) => place.key ?? '');
  let at = 0;
  let low: string | null = null;
  while (at < wanted.length) {
    if (kept.has(at)) {
      low = keys[at] as string;
      at += 1;
      continue;
    }
    let end = at;
    // Between two equal keys there is no room: the upper one moves too.
    while (end < wanted.length && (!kept.has(end) || keys[end] === (low ?? ''))) end += 1;
    const fresh = orderKeys(low === '' ? null : low, end < wanted.length ? (keys[end] as string) : null, end - at);
    for (const [index, key] of fresh.entries()) keys[at + index] = key;
    low = fresh.at(-1) ?? low;
    at = end;
  }
  return keys;
}

/** Indices of the longest run of items whose keys ascend already. */
function longestAscending(wanted: readonly Place[]): ReadonlySet<number> {
  const before = new Array<number>(wanted.length).fill(-1);
  const tails: number[] = [];
  for (const [index, place] of wanted.entries()) {
    if (place.key === undefined) continue;
    const length = firstNotBelow(wanted, tails, { id: place.id, key: place.key });
    before[index] = tails[length - 1] ?? -1;
    tails[length] = index;
  }
  const kept = new Set<number>();
  for (let index = tails.at(-1) ?? -1; index >= 0; index = before[index] as number) kept.add(index);
  return kept;
}

function firstNotBelow(wanted: readonly Place[], tails: readonly number[], place: { id: string; key: string }): number {
  let [low, high] = [0, tails.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { id, key } = wanted[tails[middle] as number] as Place;
    if (comparePlaces({ id, key: key as string }, place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
