import { compare } from '../run/compare.ts';
import { equal } from '../run/equality.ts';
import { fail } from '../run/eval-error.ts';
import { mapGet } from '../run/maps.ts';
import type { Meter } from '../run/meter.ts';
import { describe, isMap, type Value } from '../run/values.ts';

/** The field of an item; an item without it is an error. */
export function fieldOf(value: Value, key: string, meter: Meter): Value {
  meter.pay(1);
  if (!isMap(value)) return fail(`${describe(value)} has no field "${key}".`);
  return mapGet(value, key) ?? fail(`An item has no field "${key}".`);
}

/** Items in the order of their keys; equal keys keep their order. The comparisons are paid for before the first. */
export function sorted(items: readonly Value[], meter: Meter, keyOf: (item: Value) => Value): Value[] {
  meter.pay(items.length * Math.ceil(Math.log2(items.length + 2)));
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  return keyed.sort((a, b) => compare(a.key, b.key, meter)).map(({ item }) => item);
}

/** Each value once. Texts and numbers are found by their value; what is nested is compared part by part. */
export function distinct(items: readonly Value[], meter: Meter): Value[] {
  meter.pay(items.length);
  const plain = new Set<Value>();
  const nested: Value[] = [];
  return items.filter((each) => {
    if (typeof each !== 'object' || each === null) return !plain.has(each) && plain.add(each) !== undefined;
    if (nested.some((known) => equal(known, each, meter))) return false;
    nested.push(each);
    return true;
  });
}
