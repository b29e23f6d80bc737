import { canonicalJson, type Json, sha256Hex } from '@omniroute/primitives';
import { compare } from '../run/compare.ts';
import { equal } from '../run/equality.ts';
import { fail } from '../run/eval-error.ts';
import type { Meter } from '../run/meter.ts';
import { toJson } from '../run/to-json.ts';
import { BytesValue, describe, emptyMap, isMap, type Value, type ValueMap } from '../run/values.ts';
import { unionOf } from '../types/relations.ts';
import { BOOL, DYN, INT, listOf, mapOf, STRING, type Type } from '../types/type.ts';
import { type FunctionDefinition, global, member } from './define.ts';
import { textOf } from './text-of.ts';

const item = (type: Type | undefined): Type => (type?.kind === 'list' ? type.item : DYN);
const list = (value: unknown) => value as readonly Value[];
const sameList = (args: readonly Type[]): Type => listOf(item(args[0]));

/** Functions of lists and maps, and of JSON as text. */
export const collections: readonly FunctionDefinition[] = [
  ...(['list', 'map', 'bytes'] as const).flatMap((kind) => [
    global('size', [kind], INT, 'Number of elements.', ([x]) => sizeOf(x as Value)),
    member('size', [kind], INT, 'Number of elements.', ([x]) => sizeOf(x as Value)),
  ]),
  global('size', ['string'], INT, 'Number of characters.', ([s]) => [...(s as string)].length),
  global('group_by', ['list', 'string'], (args) => mapOf(listOf(item(args[0]))), 'A map from each value of a field to the list of items that have it.', ([items, key], meter) => {
    const groups: Record<string, Value[]> = Object.create(null) as Record<string, Value[]>;
    for (const each of list(items)) {
      const group = textOf(fieldOf(each, key as string, meter));
      groups[group] = [...(groups[group] ?? []), each];
    }
    return groups;
  }),
  global('index_by', ['list', 'string'], (args) => mapOf(item(args[0])), 'A map from each value of a field to the last item that has it.', ([items, key], meter) => {
    const index = emptyMap();
    for (const each of list(items)) index[textOf(fieldOf(each, key as string, meter))] = each;
    return index;
  }),
  global('sort_by', ['list', 'string'], sameList, 'The items in the order of a field; equal ones keep their order.', ([items, key], meter) => {
    meter.pay(list(items).length * 10);
    return [...list(items)].sort((a, b) => compare(fieldOf(a, key as string, meter), fieldOf(b, key as string, meter)));
  }),
  member('sort', ['list'], sameList, 'The items in order.', ([items], meter) => {
    meter.pay(list(items).length * 10);
    return [...list(items)].sort(compare);
  }),
  global('distinct', ['list'], sameList, 'Each value once, in order of first appearance.', ([items], meter) => distinct(list(items), meter)),
  member('distinct', ['list'], sameList, 'Each value once, in order of first appearance.', ([items], meter) => distinct(list(items), meter)),
  global('flatten', ['list'], (args) => listOf(item(item(args[0]))), 'The items of the lists in a list, one level.', ([items], meter) => flatten(list(items), meter)),
  member('flatten', ['list'], (args) => listOf(item(item(args[0]))), 'The items of the lists in a list, one level.', ([items], meter) => flatten(list(items), meter)),
  global('slice', ['list', 'int', 'int'], sameList, 'Items from a position up to another.', ([items, from, to], meter) => slice(list(items), from as number, to as number, meter)),
  member('slice', ['list', 'int', 'int'], sameList, 'Items from a position up to another.', ([items, from, to], meter) => slice(list(items), from as number, to as number, meter)),
  member('reverse', ['list'], sameList, 'The items backwards.', ([items], meter) => {
    meter.pay(list(items).length);
    return [...list(items)].reverse();
  }),
  global('chunk', ['list', 'int'], (args) => listOf(sameList(args)), 'Lists of up to n items each.', ([items, n], meter) => {
    const size = n as number;
    if (size < 1) return fail('A chunk has at least one item.');
    meter.pay(list(items).length);
    return Array.from({ length: Math.ceil(list(items).length / size) }, (_, at) => list(items).slice(at * size, at * size + size));
  }),
  global('zip', ['list', 'list'], (args) => listOf(listOf(unionOf([item(args[0]), item(args[1])]))), 'Pairs of the items of two lists of one length.', ([a, b], meter) => {
    if (list(a).length !== list(b).length) return fail('The two lists have different lengths.');
    meter.pay(list(a).length * 2);
    return list(a).map((each, at) => [each, list(b)[at] as Value]);
  }),
  global('lists.range', ['int'], listOf(INT), 'The numbers from 0 up to n.', ([n], meter) => {
    meter.pay(n as number);
    return Array.from({ length: Math.max(0, n as number) }, (_, at) => at);
  }),
  global('merge', ['map', 'map'], merged, 'One object of two; where both have a field the right one wins.', ([a, b], meter) => {
    const out = emptyMap();
    for (const source of [a, b] as ValueMap[]) {
      meter.pay(Object.keys(source).length);
      for (const key of Object.keys(source)) out[key] = source[key] as Value;
    }
    return out;
  }),
  global('json_parse', ['string'], DYN, 'The value that a JSON text stands for.', ([text], meter) => {
    meter.pay((text as string).length);
    try {
      return JSON.parse(text as string) as Json;
    } catch {
      return fail('The text is not JSON.');
    }
  }),
  global('json_string', ['any'], STRING, 'A value as JSON text, keys in order.', ([value], meter) => {
    const text = canonicalJson(toJson(value as Value, meter));
    meter.pay(text.length);
    return text;
  }),
  global('sha256', ['string'], STRING, 'SHA-256 of a text in lower-case hex.', ([text], meter) => {
    meter.pay((text as string).length + 64);
    return sha256Hex(text as string);
  }),
  member('containsKey', ['map', 'string'], BOOL, 'Whether an object has a field.', ([map, key]) => Object.hasOwn(map as object, key as string)),
];

function sizeOf(value: Value): number {
  if (Array.isArray(value)) return value.length;
  return value instanceof BytesValue ? value.bytes.length : Object.keys(value as object).length;
}

function fieldOf(value: Value, key: string, meter: Meter): Value {
  meter.pay(1);
  if (!isMap(value)) return fail(`${describe(value)} has no field "${key}".`);
  if (!Object.hasOwn(value, key)) return fail(`An item has no field "${key}".`);
  return value[key] as Value;
}

function distinct(items: readonly Value[], meter: Meter): Value[] {
  const found: Value[] = [];
  for (const each of items) if (!found.some((known) => equal(known, each, meter))) found.push(each);
  return found;
}

function flatten(items: readonly Value[], meter: Meter): Value[] {
  return items.flatMap((each) => {
    if (!Array.isArray(each)) return fail('Only lists in a list can be flattened.');
    meter.pay(each.length);
    return each as Value[];
  });
}

function slice(items: readonly Value[], from: number, to: number, meter: Meter): Value[] {
  if (from < 0 || to > items.length || from > to) return fail(`The part from ${from} to ${to} is outside the list.`);
  meter.pay(to - from);
  return items.slice(from, to);
}

function merged(args: readonly Type[]): Type {
  const [a, b] = args;
  if (a?.kind === 'record' && b?.kind === 'record') return { kind: 'record', open: a.open || b.open, fields: { ...a.fields, ...b.fields } };
  if (a?.kind === 'map' && b?.kind === 'map') return mapOf(unionOf([a.value, b.value]));
  return DYN;
}
