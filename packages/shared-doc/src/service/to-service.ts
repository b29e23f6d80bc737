import type { Service } from '@omniroute/dsl';
import type { Json } from '@omniroute/primitives';
import type * as Y from 'yjs';
import { isDeleted, orderOf, readItem } from '../items/read-item.ts';
import { comparePlaces } from '../order/place.ts';
import { readValue } from '../values/read-value.ts';
import { emptyMark, type Item, itemOf, itemsOf, LIST_NAMES, type ListName, metaField, metaOf } from './schema.ts';

/** An item where it stands. */
export interface Placed {
  readonly id: string;
  readonly key: string;
  readonly item: Item;
}

/**
 * The service that a document holds, as it was written: what was deleted is left out, and nothing is repaired
 * (`normalise` does that for those who show or run it).
 */
export function toService(doc: Y.Doc): Service {
  return assemble(readMeta(doc), doc, (list) => readList(doc, list).map((placed) => placed.item));
}

/** The service's own fields. */
export function readMeta(doc: Y.Doc): { readonly [field: string]: Json } {
  const entries: [string, Json][] = [];
  metaOf(doc).forEach((value, key) => {
    const field = metaField(key);
    const read = field === null ? undefined : readValue(value);
    if (field !== null && read !== undefined) entries.push([field, read]);
  });
  return Object.fromEntries(entries);
}

/** The items of a list that are not deleted, in their order. */
export function readList(doc: Y.Doc, list: ListName): Placed[] {
  const found: Placed[] = [];
  for (const id of itemsOf(doc, list).keys()) {
    const placed = readPlaced(doc, list, id);
    if (placed !== null) found.push(placed);
  }
  return found.sort(comparePlaces);
}

/** One item, `null` if it is deleted or not there. */
export function readPlaced(doc: Y.Doc, list: ListName, id: string): Placed | null {
  const map = itemOf(doc, list, id);
  return map === undefined || isDeleted(map) ? null : { id, key: orderOf(map), item: readItem(list, id, map) };
}

/** Puts a service together; a list in which nothing is left is absent, unless it was written empty. */
export function assemble(meta: object, doc: Y.Doc, items: (list: ListName) => readonly Item[]): Service {
  const lists = LIST_NAMES.map((list) => [list, items(list)] as const);
  const written = lists.filter(
    ([list, found]) =>
      found.length > 0 || list === 'nodes' || list === 'edges' || metaOf(doc).get(emptyMark(list)) === true,
  );
  return { ...meta, ...Object.fromEntries(written) } as unknown as Service;
}
