import { compareCodePoints } from '@omniroute/primitives';
import { fail } from './eval-error.ts';
import { describe, emptyMap, type Key, KeyedMap, type Value, type ValueMap } from './values.ts';

type AnyMap = ValueMap | KeyedMap;

/** A map of entries: an object where all keys are texts. A key that stands twice, or is no key, is an error. */
export function makeMap(entries: readonly (readonly [Value, Value])[]): AnyMap {
  if (entries.some(([key]) => typeof key !== 'string')) return makeKeyed(entries);
  const made = emptyMap();
  for (const [key, value] of entries as readonly (readonly [string, Value])[]) {
    if (Object.hasOwn(made, key)) return fail(`The key "${key}" stands twice.`);
    made[key] = value;
  }
  return made;
}

function makeKeyed(entries: readonly (readonly [Value, Value])[]): KeyedMap {
  const made = new Map<Key, Value>();
  for (const [key, value] of entries) {
    if (!isKey(key)) return fail(`${describe(key)} cannot be a key of an object.`);
    if (made.has(key)) return fail(`The key ${String(key)} stands twice.`);
    made.set(key, value);
  }
  return new KeyedMap(made);
}

/** Whether a value may be a key: text, true or false, a whole number. */
export function isKey(value: Value): value is Key {
  return (
    typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isInteger(value))
  );
}

/** The value at a key, or `undefined`. */
export function mapGet(map: AnyMap, key: Value): Value | undefined {
  if (map instanceof KeyedMap) return map.entries.get(key as Key);
  return typeof key === 'string' && Object.hasOwn(map, key) ? map[key] : undefined;
}

export function mapSize(map: AnyMap): number {
  return map instanceof KeyedMap ? map.entries.size : Object.keys(map).length;
}

/** Keys in order: false, true, numbers, texts by code points. The order of writing never shows. */
export function mapKeys(map: AnyMap): Key[] {
  if (map instanceof KeyedMap) return [...map.entries.keys()].sort(compareKeys);
  const keys = Object.keys(map).sort();
  // By UTF-16 units and by code points are two orders only where surrogates are.
  return keys.some(hasHighUnits) ? keys.sort(compareCodePoints) : keys;
}

/** Whether each key of a map passes a test; in no order that could show. */
export function everyKey(map: AnyMap, test: (key: Key) => boolean): boolean {
  return map instanceof KeyedMap ? [...map.entries.keys()].every(test) : Object.keys(map).every(test);
}

function hasHighUnits(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) >= 0xd800) return true;
  return false;
}

/** Keys with their values, in order. */
export function mapEntries(map: AnyMap): (readonly [Key, Value])[] {
  return mapKeys(map).map((key) => [key, mapGet(map, key) as Value] as const);
}

const RANK: Readonly<Record<string, number>> = { boolean: 0, number: 1, string: 2 };

function compareKeys(a: Key, b: Key): number {
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b);
  if (typeof a === typeof b) return Number(a) - Number(b);
  return (RANK[typeof a] as number) - (RANK[typeof b] as number);
}
