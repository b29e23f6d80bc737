import { isReference } from '@omniroute/primitives';
import { fail } from '../run/eval-error.ts';
import { makeMap, mapEntries, mapGet, mapSize } from '../run/maps.ts';
import type { Meter } from '../run/meter.ts';
import { BytesValue, describe, emptyMap, isRecord, type Value, type ValueMap } from '../run/values.ts';
import { unionOf } from '../types/relations.ts';
import { BOOL, DYN, INT, listOf, mapOf, type Type } from '../types/type.ts';
import { type FunctionDefinition, global, member } from './define.ts';
import { fromItems, ORDERED } from './items.ts';
import { distinct, fieldOf, sorted } from './ordering.ts';
import { textOf } from './text-of.ts';

const item = (type: Type | undefined): Type => (type?.kind === 'list' ? type.item : DYN);
const list = (value: unknown) => value as readonly Value[];
const sameList = (args: readonly Type[]): Type => listOf(item(args[0]));
/** Functions that may be called in either form: `slice(l, 0, 2)`, `l.slice(0, 2)`. */
const both = (...given: Parameters<typeof member>): FunctionDefinition[] => [global(...given), member(...given)];

/** Functions of lists and maps. */
export const collections: readonly FunctionDefinition[] = [
  ...(['list', 'map', 'bytes'] as const).flatMap((kind) =>
    both('size', [kind], INT, 'Number of elements.', ([x]) => sizeOf(x as Value)),
  ),
  global(
    'group_by',
    ['list', 'string'],
    (args) => mapOf(listOf(item(args[0]))),
    'A map from each value of a field to the list of items that have it.',
    ([items, key], meter) => groupBy(list(items), key as string, meter),
  ),
  global(
    'index_by',
    ['list', 'string'],
    (args) => mapOf(item(args[0])),
    'A map from each value of a field to the last item that has it.',
    ([items, key], meter) => {
      const index = emptyMap();
      for (const each of list(items)) index[textOf(fieldOf(each, key as string, meter))] = each;
      return index;
    },
  ),
  global(
    'sort_by',
    ['list', 'string'],
    sameList,
    'The items in the order of a field; equal ones keep their order.',
    ([items, key], meter) => sorted(list(items), meter, (each) => fieldOf(each, key as string, meter)),
  ),
  member('sort', ['list'], fromItems(ORDERED, listOf), 'The items in order.', ([items], meter) =>
    sorted(list(items), meter, (each) => each),
  ),
  ...both('distinct', ['list'], sameList, 'Each value once, in order of first appearance.', ([items], meter) =>
    distinct(list(items), meter),
  ),
  ...both(
    'flatten',
    ['list'],
    fromItems(['list'], (inner) => listOf(item(inner))),
    'The items of the lists in a list, one level.',
    ([items], meter) => flatten(list(items), meter),
  ),
  ...both(
    'slice',
    ['list', 'int', 'int'],
    sameList,
    'Items from a position up to another.',
    ([items, from, to], meter) => slice(list(items), from as number, to as number, meter),
  ),
  member('reverse', ['list'], sameList, 'The items backwards.', ([items], meter) => {
    meter.pay(list(items).length);
    return [...list(items)].reverse();
  }),
  global(
    'chunk',
    ['list', 'int'],
    (args) => listOf(sameList(args)),
    'Lists of up to n items each.',
    ([items, n], meter) => chunk(list(items), n as number, meter),
  ),
  global(
    'zip',
    ['list', 'list'],
    (args) => listOf(listOf(unionOf([item(args[0]), item(args[1])]))),
    'Pairs of the items of two lists of one length.',
    ([a, b], meter) => {
      if (list(a).length !== list(b).length)
        return fail(`The lists have different lengths, ${list(a).length} and ${list(b).length}.`);
      meter.pay(list(a).length * 2);
      return list(a).map((each, at) => [each, list(b)[at] as Value]);
    },
  ),
  global('lists.range', ['int'], listOf(INT), 'The numbers from 0 up to n.', ([n], meter) => {
    const length = Math.max(0, n as number);
    meter.pay(length);
    return Array.from({ length }, (_, at) => at);
  }),
  global(
    'merge',
    ['map', 'map'],
    merged,
    'One object of two; where both have a field the right one wins.',
    ([a, b], meter) => merge(a as ValueMap, b as ValueMap, meter),
  ),
  member(
    'containsKey',
    ['map', 'string'],
    BOOL,
    'Whether an object has a field.',
    ([map, key]) => mapGet(map as ValueMap, key as string) !== undefined,
  ),
];

function sizeOf(value: Value): number {
  if (Array.isArray(value)) return value.length;
  if (value instanceof BytesValue) return value.bytes.length;
  // A large value stands elsewhere; what stands for it knows its size.
  if (isReference(value)) return value['@size'] ?? fail('This has no size.');
  return mapSize(value as ValueMap);
}

function groupBy(items: readonly Value[], key: string, meter: Meter): ValueMap {
  const groups = Object.create(null) as Record<string, Value[]>;
  for (const each of items) {
    const group = textOf(fieldOf(each, key, meter));
    const members = groups[group];
    if (members === undefined) groups[group] = [each];
    else members.push(each);
  }
  return groups;
}

function flatten(items: readonly Value[], meter: Meter): Value[] {
  const flat: Value[] = [];
  for (const each of items) {
    if (!Array.isArray(each)) return fail(`Only lists in a list can be flattened, not ${describe(each)}.`);
    meter.pay(each.length);
    for (const inner of each as readonly Value[]) flat.push(inner);
  }
  return flat;
}

function slice(items: readonly Value[], from: number, to: number, meter: Meter): Value[] {
  if (from < 0 || to > items.length || from > to)
    return fail(`The part from ${from} to ${to} is outside the list of ${items.length} items.`);
  meter.pay(to - from);
  return items.slice(from, to);
}

function chunk(items: readonly Value[], size: number, meter: Meter): Value[] {
  if (size < 1) return fail('A chunk has at least one item.');
  meter.pay(items.length);
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, at * size + size));
}

function merge(a: ValueMap, b: ValueMap, meter: Meter): Value {
  meter.pay(mapSize(a) + mapSize(b));
  if (!isRecord(a) || !isRecord(b))
    return makeMap([...mapEntries(a).filter(([key]) => mapGet(b, key) === undefined), ...mapEntries(b)]);
  const out = emptyMap();
  for (const source of [a, b]) for (const key of Object.keys(source)) out[key] = source[key] as Value;
  return out;
}

function merged(args: readonly Type[]): Type {
  const [a, b] = args;
  if (a?.kind === 'map' && b?.kind === 'map') return mapOf(unionOf([a.value, b.value]));
  if (a?.kind !== 'record' || b?.kind !== 'record') return DYN;
  const fields = { ...a.fields };
  for (const [name, field] of Object.entries(b.fields)) {
    const left = fields[name];
    // An optional field of the right may leave the left one standing.
    fields[name] =
      field.optional && left !== undefined
        ? { type: unionOf([left.type, field.type]), optional: left.optional }
        : field;
  }
  return { kind: 'record', open: a.open || b.open, fields };
}
