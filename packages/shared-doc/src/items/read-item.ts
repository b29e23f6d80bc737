import type { Json } from '@omniroute/primitives';
import { isOrderKey } from '../order/order-key.ts';
import { endsOf, type Item, type ListName, nameFields, type SharedItem } from '../service/schema.ts';
import { isObjectMap, readValue } from '../values/read-value.ts';
import { hasConfig, ITEM, itemField, PACKED } from './item-key.ts';

/** What an item says, whether it is deleted or not. */
export function readItem(list: ListName, name: string, map: SharedItem): Item {
  const entries: [string, Json][] = names(list, name, map);
  map.forEach((value, key) => {
    const field = itemField(key);
    const read = field === null ? undefined : readField(list, field, value, map);
    if (field !== null && read !== undefined) entries.push([field, read]);
  });
  return Object.fromEntries(entries) as unknown as Item;
}

/** Whether it was deleted. */
export function isDeleted(map: SharedItem): boolean {
  return map.get(ITEM.deletedAt) !== undefined;
}

/** Its place in the list. */
export function orderOf(map: SharedItem): string {
  const key = map.get(ITEM.order);
  return isOrderKey(key) ? key : '';
}

function names(list: ListName, name: string, map: SharedItem): [string, Json][] {
  if (list !== 'edges') return [[nameFields(list)[0] as string, name]];
  const { source, handle, target } = endsOf(name);
  const writes = handle !== 'out' || map.get(ITEM.writtenOut) === true;
  return [['source', source], ...(writes ? [['source_handle', handle] as [string, Json]] : []), ['target', target]];
}

function readField(list: ListName, field: string, value: unknown, map: SharedItem): Json | undefined {
  const packed = Object.hasOwn(PACKED, field) ? PACKED[field] : undefined;
  if (packed !== undefined && Array.isArray(value) && value.every((part) => typeof part === 'number')) {
    const [first, second] = packed.parts;
    return { [first]: value[0] as number, [second]: value[1] as number };
  }
  const read = readValue(value);
  const isEmpty =
    field === 'config' && hasConfig(list) && isObjectMap(value) && Object.keys(read as object).length === 0;
  return isEmpty && map.get(ITEM.emptyConfig) !== true ? undefined : read;
}
