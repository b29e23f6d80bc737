import type { Json } from '@omniroute/primitives';
import * as Y from 'yjs';
import { isOrderKey } from '../order/order-key.ts';
import { comparePlaces } from '../order/place.ts';
import { ELEMENT_ORDER, ELEMENT_VALUE, fieldOf, LIST_MARK } from './field-key.ts';

type Shared = Y.Map<unknown>;

/** An element of a list as it stands in a document. */
export interface Element {
  readonly id: string;
  readonly key: string;
  readonly value: Json;
}

/**
 * What a value of the document says, as plain JSON; `undefined` where nothing is said. An undo of something that another
 * person set meanwhile leaves a key without value (yjs/yjs#514): that is nothing, too.
 */
export function readValue(value: unknown): Json | undefined {
  if (value instanceof Y.Text) return value.toString();
  if (value instanceof Y.Map)
    return isList(value) ? readElements(value).map((element) => element.value) : fields(value);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  return typeof value === 'number' ? value : undefined;
}

/** Whether a shared map holds an ordered list. */
export function isList(value: unknown): value is Shared {
  return value instanceof Y.Map && value.has(LIST_MARK);
}

/** Whether a shared map holds an object. */
export function isObjectMap(value: unknown): value is Shared {
  return value instanceof Y.Map && !value.has(LIST_MARK);
}

/** Elements of a list in their order. */
export function readElements(list: Shared): Element[] {
  const elements: Element[] = [];
  list.forEach((element, id) => {
    if (!(element instanceof Y.Map)) return;
    const value = element.has(ELEMENT_VALUE) ? readValue(element.get(ELEMENT_VALUE)) : fields(element);
    if (value === undefined) return;
    const key = element.get(ELEMENT_ORDER);
    elements.push({ id, key: isOrderKey(key) ? key : '', value });
  });
  return elements.sort(comparePlaces);
}

function fields(map: Shared): Json {
  const entries: [string, Json][] = [];
  map.forEach((value, key) => {
    const field = fieldOf(key);
    const read = field === null ? undefined : readValue(value);
    if (field !== null && read !== undefined) entries.push([field, read]);
  });
  // `fromEntries` makes own properties of all keys, `__proto__` included.
  return Object.fromEntries(entries);
}
