import { isObject, type Json } from '@omniroute/primitives';
import * as Y from 'yjs';
import { orderKeys } from '../order/order-key.ts';
import { ELEMENT_ORDER, ELEMENT_VALUE, fieldKey, LIST_MARK } from './field-key.ts';
import type { IsText, TextPlace } from './text-place.ts';

/** A JSON value in the form in which a document keeps it: objects and lists as shared maps, long texts as Y.Text. */
export function newValue(value: Json, place: TextPlace, isText: IsText): unknown {
  if (typeof value === 'string') return isText(place) ? new Y.Text(value) : value;
  if (isObject(value)) return new Y.Map(newFields(value, place, isText));
  if (!Array.isArray(value)) return value;
  const keys = orderKeys(null, null, value.length);
  const elements = value.map((element: Json, index) => {
    // Nobody else knows this list yet, so a place is name enough.
    return [String(index), newElement(element, keys[index] as string, place, isText)] as const;
  });
  return new Y.Map<unknown>([[LIST_MARK, true], ...elements]);
}

/** An element of a list. */
export function newElement(value: Json, key: string, list: TextPlace, isText: IsText): Y.Map<unknown> {
  const place = inside(list, '*');
  return new Y.Map<unknown>([
    [ELEMENT_ORDER, key],
    ...(isObject(value) ? newFields(value, place, isText) : [[ELEMENT_VALUE, newValue(value, place, isText)] as const]),
  ]);
}

/** The place of a field or element. */
export function inside(place: TextPlace, field: string): TextPlace {
  return { ...place, path: [...place.path, field] };
}

function newFields(value: { readonly [key: string]: Json }, place: TextPlace, isText: IsText): [string, unknown][] {
  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]) => [fieldKey(name), newValue(field, inside(place, name), isText)]);
}
