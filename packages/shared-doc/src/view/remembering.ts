import type { Node } from '@omniroute/dsl';
import { deepEqual } from '@omniroute/primitives';
import { type Item, type ListName, nameOf } from '../service/schema.ts';
import { endsOf, type Fill, type Repairs, stepsOutside, visibleEdges } from './normalise.ts';

/** Repairs of a document that is followed: what was not touched is not worked out again, and stays the same object. */
export function rememberingRepairs(fill: Fill): Repairs {
  const filledItems = new WeakMap<Item, Item>();
  const filledLists = new WeakMap<readonly Item[], readonly Item[]>();
  const fillOnce = <T extends Item>(list: ListName, item: T): T => {
    const known = filledItems.get(item) as T | undefined;
    if (known !== undefined) return known;
    const filled = fill(list, item);
    filledItems.set(item, filled);
    return filled;
  };
  const outside = lastCall(stepsOutside);
  const ends = lastCall(endsOf);
  let [nodes, known]: [readonly Node[], ReadonlySet<string>] = [[], new Set()];
  return {
    filled<T extends Item>(list: ListName, items: readonly T[]) {
      const filled = (filledLists.get(items) as readonly T[] | undefined) ?? items.map((item) => fillOnce(list, item));
      filledLists.set(items, filled);
      return filled;
    },
    outside(all) {
      nodes = sameWhereEqual(outside(all), nodes);
      return nodes;
    },
    ends(all, triggers) {
      const now = ends(all, triggers);
      if (now !== known && (now.size !== known.size || [...now].some((id) => !known.has(id)))) known = now;
      return known;
    },
    edges: lastCall(visibleEdges),
  };
}

/** Items by name: the same map as long as it is asked about the same items. */
export function rememberingNames<T extends Item>(list: ListName): (items: readonly T[]) => ReadonlyMap<string, T> {
  return lastCall((items: readonly T[]) => new Map(items.map((item) => [nameOf(list, item), item])));
}

/** Steps that say the same as the one in their place before are that object, as those are which a repair makes anew. */
function sameWhereEqual(now: readonly Node[], before: readonly Node[]): readonly Node[] {
  if (now === before) return now;
  return now.map((node, index) => {
    const known = before[index];
    return known === undefined || known === node || known.id !== node.id || !deepEqual(known, node) ? node : known;
  });
}

/** A function that remembers its last answer, for as long as it is asked the same. */
function lastCall<A extends readonly unknown[], R>(work: (...args: A) => R): (...args: A) => R {
  let last: { readonly args: A; readonly result: R } | null = null;
  return (...args) => {
    if (last === null || args.some((arg, index) => arg !== last?.args[index])) last = { args, result: work(...args) };
    return last.result;
  };
}
