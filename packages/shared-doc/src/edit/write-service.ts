import type { Service } from '@omniroute/dsl';
import { deepEqual, type Json } from '@omniroute/primitives';
import type * as Y from 'yjs';
import { ITEM } from '../items/item-key.ts';
import { orderOf } from '../items/read-item.ts';
import { newItem, writeItem } from '../items/write-item.ts';
import { placed } from '../order/place.ts';
import {
  emptyMark,
  type Item,
  itemOf,
  itemsOf,
  LIST_NAMES,
  type ListName,
  metaKey,
  metaOf,
  nameOf,
} from '../service/schema.ts';
import type { IsText } from '../values/text-place.ts';
import { writeValue } from '../values/write-value.ts';
import type { Origin, Preparation } from './origin.ts';

/** How changes are written. */
export interface WriteOptions {
  readonly isText: IsText;
}

/**
 * Makes a document that says `before` say `after`, in one transaction, by writes to nothing but what differs. Deleting
 * marks an item; an item that was deleted comes back with the shared map it had.
 *
 * New items are first brought in as deleted, in a transaction of their own that no undo follows: so the undo of adding a
 * step hides it again, and what others set in it meanwhile is there after a redo.
 */
export function writeService(
  doc: Y.Doc,
  before: Service,
  after: Service,
  origin: Origin,
  { isText }: WriteOptions,
): void {
  const changes = LIST_NAMES.map((list) => listChange(doc, list, before[list] ?? [], after[list] ?? []));
  const preparation: Preparation = { kind: 'preparation', of: origin };
  if (changes.some((change) => change.fresh.length > 0))
    doc.transact(() => {
      for (const { list, fresh, orders } of changes)
        for (const item of fresh) bringIn(doc, list, item, orders.get(nameOf(list, item)) as string, origin, isText);
    }, preparation);
  doc.transact(() => {
    writeMeta(doc, before, after, isText);
    for (const change of changes) writeList(doc, change, origin, isText);
    for (const list of LIST_NAMES) markEmpty(doc, list, after[list]);
  }, origin);
}

interface ListChange {
  readonly list: ListName;
  /** Items of which the document has no shared map, not even a deleted one. */
  readonly fresh: readonly Item[];
  readonly shown: readonly Item[];
  readonly changed: readonly Item[];
  readonly removed: readonly string[];
  /** Order keys by name, where the order is another than before. */
  readonly orders: ReadonlyMap<string, string>;
}

function listChange(doc: Y.Doc, list: ListName, before: readonly Item[], after: readonly Item[]): ListChange {
  if (before === after) return { list, fresh: [], shown: [], changed: [], removed: [], orders: new Map() };
  const old = new Map(before.map((item) => [nameOf(list, item), item]));
  const names = after.map((item) => nameOf(list, item));
  const kept = new Set(names);
  const stays = before.map((item) => nameOf(list, item)).filter((name) => kept.has(name));
  const isInOrder = stays.length === names.length && stays.every((name, index) => name === names[index]);
  return {
    list,
    fresh: after.filter((_, index) => itemOf(doc, list, names[index] as string) === undefined),
    shown: after.filter((_, index) => !old.has(names[index] as string)),
    changed: after.filter((item, index) => {
      const known = old.get(names[index] as string);
      return known !== undefined && known !== item && !deepEqual(known, item);
    }),
    removed: [...old.keys()].filter((name) => !kept.has(name)),
    orders: isInOrder ? new Map() : newOrders(doc, list, names),
  };
}

function newOrders(doc: Y.Doc, list: ListName, names: readonly string[]): Map<string, string> {
  const places = names.map((id) => {
    const map = itemOf(doc, list, id);
    return { id, key: map === undefined ? undefined : orderOf(map) };
  });
  const keys = placed(places);
  return new Map(names.map((name, index) => [name, keys[index] as string]));
}

function bringIn(doc: Y.Doc, list: ListName, item: Item, order: string, origin: Origin, isText: IsText): void {
  const map = newItem(list, item, order, isText);
  map.set(ITEM.deletedAt, origin.now());
  itemsOf(doc, list).set(nameOf(list, item), map);
}

function writeMeta(doc: Y.Doc, before: Service, after: Service, isText: IsText): void {
  const [old, now] = [before, after] as unknown as [Fields, Fields];
  for (const field of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (LIST_NAMES.some((list) => list === field) || deepEqual(old[field], now[field])) continue;
    writeValue(metaOf(doc), metaKey(field), now[field], { list: 'meta', path: [field] }, isText);
  }
}

type Fields = { readonly [field: string]: Json | undefined };

function writeList(doc: Y.Doc, change: ListChange, origin: Origin, isText: IsText): void {
  const { list, orders } = change;
  const [fresh, shown] = [new Set(change.fresh), new Set(change.shown)];
  for (const name of change.removed) itemOf(doc, list, name)?.set(ITEM.deletedAt, origin.now());
  for (const item of [...change.shown, ...change.changed]) {
    const map = itemOf(doc, list, nameOf(list, item));
    if (map !== undefined && !fresh.has(item)) writeItem(list, map, item, isText);
    if (shown.has(item)) map?.delete(ITEM.deletedAt);
  }
  for (const [name, key] of orders) {
    const map = itemOf(doc, list, name);
    if (map !== undefined && orderOf(map) !== key) map.set(ITEM.order, key);
  }
}

function markEmpty(doc: Y.Doc, list: ListName, items: readonly Item[] | undefined): void {
  const [meta, mark] = [metaOf(doc), emptyMark(list)];
  const isWritten = items?.length === 0 && list !== 'nodes' && list !== 'edges';
  if (isWritten && meta.get(mark) !== true) meta.set(mark, true);
  else if (!isWritten && meta.has(mark)) meta.delete(mark);
}
