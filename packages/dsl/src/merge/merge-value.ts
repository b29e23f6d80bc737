import { deepEqual, formatPointer, isObject, type Json } from '@omniroute/primitives';
import { type Conflict, present, type Sides } from './conflict.ts';
import { mergeOrder } from './merge-order.ts';

/** A merged value, `undefined` where it is gone, and what could not be merged, with pointers from the value itself. */
export interface MergedValue {
  readonly value: Json | undefined;
  readonly conflicts: readonly Conflict[];
}

type Fields = { readonly [key: string]: Json };

/**
 * Merges one value: what only one side changed is taken from it. Objects are merged field by field, lists whose items
 * have names by name; anything else that both changed is a conflict, in which ours stands, or what was not removed.
 */
export function mergeValue(sides: Sides): MergedValue {
  const { base, ours, theirs } = sides;
  if (deepEqual(ours, theirs) || deepEqual(base, theirs)) return { value: ours, conflicts: [] };
  if (deepEqual(base, ours)) return { value: theirs, conflicts: [] };
  if (isObject(ours) && isObject(theirs)) return mergeObject(isObject(base) ? base : {}, ours, theirs);
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    const before = Array.isArray(base) ? base : [];
    const nameOf = namesFor([before, ours, theirs]);
    if (nameOf !== null) return mergeList(before, ours, theirs, nameOf);
  }
  return clash(sides);
}

/** Merges lists whose items have names. */
export function mergeList(
  base: readonly Json[],
  ours: readonly Json[],
  theirs: readonly Json[],
  nameOf: (item: Json) => string,
): MergedValue & { readonly value: readonly Json[] } {
  const named = [base, ours, theirs].map((items) => new Map(items.map((item) => [nameOf(item), item])));
  const [inBase, inOurs, inTheirs] = named as [Map<string, Json>, Map<string, Json>, Map<string, Json>];
  const merged = new Map<string, Json>();
  const conflicts = new Map<string, readonly Conflict[]>();
  for (const name of new Set([...inBase.keys(), ...inOurs.keys(), ...inTheirs.keys()])) {
    const item = mergeItem({ base: inBase.get(name), ours: inOurs.get(name), theirs: inTheirs.get(name) });
    if (item.value !== undefined) merged.set(name, item.value);
    conflicts.set(name, item.conflicts);
  }
  const orders = { base: [...inBase.keys()], ours: [...inOurs.keys()], theirs: [...inTheirs.keys()] };
  const order = mergeOrder(orders, new Set(merged.keys()));
  return {
    value: order.map((name) => merged.get(name) as Json),
    conflicts: order.flatMap((name, index) => below(formatPointer([index]), conflicts.get(name) ?? [])),
  };
}

/** An item that became another type on one side is no longer the same settings: those are merged as a whole. */
function mergeItem(sides: Sides): MergedValue {
  const { ours, theirs } = sides;
  if (!isObject(ours) || !isObject(theirs) || ours.type === theirs.type) return mergeValue(sides);
  return mergeObject(isObject(sides.base) ? sides.base : {}, ours, theirs, ['config']);
}

function mergeObject(base: Fields, ours: Fields, theirs: Fields, whole: readonly string[] = []): MergedValue {
  const entries: [string, Json][] = [];
  const conflicts: Conflict[] = [];
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const sides = { base: own(base, key), ours: own(ours, key), theirs: own(theirs, key) };
    const merged = whole.includes(key) ? mergeWhole(sides) : mergeValue(sides);
    if (merged.value !== undefined) entries.push([key, merged.value]);
    conflicts.push(...below(formatPointer([key]), merged.conflicts));
  }
  return { value: Object.fromEntries(entries), conflicts };
}

function mergeWhole(sides: Sides): MergedValue {
  const { base, ours, theirs } = sides;
  if (deepEqual(ours, theirs) || deepEqual(base, theirs)) return { value: ours, conflicts: [] };
  return deepEqual(base, ours) ? { value: theirs, conflicts: [] } : clash(sides);
}

function clash(sides: Sides): MergedValue {
  const { ours, theirs } = sides;
  const kind = ours === undefined || theirs === undefined ? 'removed_and_changed' : 'both_changed';
  return { value: ours ?? theirs, conflicts: [{ kind, pointer: '', ...present(sides) }] };
}

/** How items of lists are told apart: texts by themselves, objects by `id`, else by `name`; `null` if they cannot be. */
function namesFor(lists: readonly (readonly Json[])[]): ((item: Json) => string) | null {
  const ways: ((item: Json) => unknown)[] = [
    (item) => item,
    (item) => (isObject(item) ? own(item, 'id') : undefined),
    (item) => (isObject(item) ? own(item, 'name') : undefined),
  ];
  const found = ways.find((way) =>
    lists.every(
      (items) => items.every((item) => typeof way(item) === 'string') && new Set(items.map(way)).size === items.length,
    ),
  );
  return found === undefined ? null : (item) => found(item) as string;
}

function own(record: Fields, key: string): Json | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function below(prefix: string, conflicts: readonly Conflict[]): Conflict[] {
  return conflicts.map((conflict) => ({ ...conflict, pointer: `${prefix}${conflict.pointer}` }));
}
