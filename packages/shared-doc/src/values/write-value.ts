import { isObject, type Json } from '@omniroute/primitives';
import * as Y from 'yjs';
import { placed } from '../order/place.ts';
import { ELEMENT_ORDER, ELEMENT_VALUE, fieldKey, fieldOf } from './field-key.ts';
import { matchElements } from './match-elements.ts';
import { inside, newElement, newValue } from './new-value.ts';
import { isList, isObjectMap, readElements } from './read-value.ts';
import type { IsText, TextPlace } from './text-place.ts';
import { writeText } from './write-text.ts';

type Shared = Y.Map<unknown>;

/** Makes a key of a shared map say a value, by writes to nothing but what differs; `undefined` takes it away. */
export function writeValue(map: Shared, key: string, value: Json | undefined, place: TextPlace, isText: IsText): void {
  const now = map.get(key);
  if (value === undefined) {
    if (map.has(key)) map.delete(key);
  } else if (isObject(value) && isObjectMap(now)) writeFields(now, value, place, isText);
  else if (Array.isArray(value) && isList(now)) writeList(now, value, place, isText);
  else if (typeof value === 'string' && now instanceof Y.Text) writeText(now, value);
  else if (now !== value || typeof value === 'object') map.set(key, newValue(value, place, isText));
}

/** Makes a shared map say an object. */
export function writeFields(
  map: Shared,
  value: { readonly [key: string]: Json },
  place: TextPlace,
  isText: IsText,
): void {
  for (const key of [...map.keys()]) {
    const field = fieldOf(key);
    if (field !== null && (!Object.hasOwn(value, field) || value[field] === undefined)) map.delete(key);
  }
  for (const [field, each] of Object.entries(value))
    writeValue(map, fieldKey(field), each, inside(place, field), isText);
}

function writeList(list: Shared, wanted: readonly Json[], place: TextPlace, isText: IsText): void {
  const elements = readElements(list);
  const matches = matchElements(elements, wanted);
  const kept = new Set(matches.map((match) => match?.id));
  for (const { id } of elements) if (!kept.has(id)) list.delete(id);
  const keys = placed(matches.map((match) => ({ id: match?.id ?? '', key: match?.key })));
  for (const [index, value] of wanted.entries()) {
    const [match, key] = [matches[index], keys[index] as string];
    if (match === undefined) list.set(freshId(list), newElement(value, key, place, isText));
    else writeElement(list, match.id, value, key, place, isText);
  }
}

function writeElement(list: Shared, id: string, value: Json, key: string, place: TextPlace, isText: IsText): void {
  const element = list.get(id) as Shared;
  const isPlain = element.has(ELEMENT_VALUE);
  if (isObject(value) === isPlain) {
    list.set(id, newElement(value, key, place, isText));
    return;
  }
  if (element.get(ELEMENT_ORDER) !== key) element.set(ELEMENT_ORDER, key);
  if (isPlain) writeValue(element, ELEMENT_VALUE, value, inside(place, '*'), isText);
  else writeFields(element, value as { readonly [key: string]: Json }, inside(place, '*'), isText);
}

/** A name that nobody else can give: this replica's id and how much it has written. */
function freshId(list: Shared): string {
  const doc = list.doc as Y.Doc;
  return `${doc.clientID.toString(36)}.${Y.getState(doc.store, doc.clientID).toString(36)}`;
}
