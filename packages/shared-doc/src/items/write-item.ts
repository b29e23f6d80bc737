import { isObject, type Json } from '@omniroute/primitives';
import * as Y from 'yjs';
import { type Item, type ListName, nameFields, type SharedItem } from '../service/schema.ts';
import { newValue } from '../values/new-value.ts';
import type { IsText, TextPlace } from '../values/text-place.ts';
import { writeValue } from '../values/write-value.ts';
import { hasConfig, ITEM, itemField, itemKey, PACKED } from './item-key.ts';

type Fields = { readonly [field: string]: Json };

/** The shared map of a new item. */
export function newItem(list: ListName, item: Item, order: string, isText: IsText): SharedItem {
  const { entries, config, marks } = partsOf(list, item);
  const place = placeOf(list, item);
  return new Y.Map<unknown>([
    [ITEM.order, order],
    ...marks.map((mark) => [mark, true] as const),
    ...entries.map(([field, value]) => {
      return [itemKey(field), pack(field, value) ?? newValue(value, at(place, field), isText)] as const;
    }),
    ...(hasConfig(list) ? [['config', newValue(config ?? {}, at(place, 'config'), isText)] as const] : []),
  ]);
}

/** Makes an item say what is wanted, by writes to the fields that differ. */
export function writeItem(list: ListName, map: SharedItem, item: Item, isText: IsText): void {
  const { entries, config, marks } = partsOf(list, item);
  const place = placeOf(list, item);
  const wanted = new Set(entries.map(([field]) => itemKey(field)));
  for (const key of [...map.keys()]) {
    const isConfig = key === 'config' && hasConfig(list);
    if (itemField(key) !== null && !isConfig && !wanted.has(key)) map.delete(key);
  }
  for (const mark of [ITEM.emptyConfig, ITEM.writtenOut]) writeMark(map, mark, marks.includes(mark));
  for (const [field, value] of entries) writeField(map, field, value, at(place, field), isText);
  // Settings that are taken away as a whole leave an empty map, in which those that others make meanwhile stand.
  if (hasConfig(list)) writeValue(map, 'config', config ?? {}, at(place, 'config'), isText);
}

function writeField(map: SharedItem, field: string, value: Json, place: TextPlace, isText: IsText): void {
  const [key, packed] = [itemKey(field), pack(field, value)];
  if (packed === null) writeValue(map, key, value, place, isText);
  else if (!isSamePair(map.get(key), packed)) map.set(key, packed);
}

function writeMark(map: SharedItem, mark: string, isSet: boolean): void {
  if (isSet && map.get(mark) !== true) map.set(mark, true);
  else if (!isSet && map.has(mark)) map.delete(mark);
}

function partsOf(list: ListName, item: Item) {
  const named = nameFields(list);
  const all = Object.entries(item as unknown as Fields).filter(([, value]) => value !== undefined);
  const { config, source_handle: handle } = Object.fromEntries(all);
  const isConfig = (field: string) => field === 'config' && hasConfig(list);
  const isEmpty = hasConfig(list) && isObject(config) && Object.keys(config).length === 0;
  return {
    entries: all.filter(([field]) => !named.includes(field) && !isConfig(field)),
    config,
    marks: [
      ...(isEmpty ? [ITEM.emptyConfig] : []),
      ...(list === 'edges' && handle === 'out' ? [ITEM.writtenOut] : []),
    ] as string[],
  };
}

function pack(field: string, value: Json): readonly [Json, Json] | null {
  const packed = Object.hasOwn(PACKED, field) ? PACKED[field] : undefined;
  if (packed === undefined || !isObject(value) || Object.keys(value).length !== 2) return null;
  const pair = [value[packed.parts[0]], value[packed.parts[1]]];
  return pair.every((part) => typeof part === 'number') ? (pair as [Json, Json]) : null;
}

function isSamePair(now: unknown, wanted: readonly Json[]): boolean {
  return Array.isArray(now) && now.length === 2 && now[0] === wanted[0] && now[1] === wanted[1];
}

function placeOf(list: ListName, item: Item): TextPlace {
  const { type } = item as { readonly type?: unknown };
  return { list, type: typeof type === 'string' ? type : undefined, path: [] };
}

function at(place: TextPlace, field: string): TextPlace {
  return { ...place, path: [field] };
}
