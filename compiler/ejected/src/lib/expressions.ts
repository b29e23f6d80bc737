import { expressionError } from './expression-error.ts';
import { isObject, type Json } from './json.ts';

/** A field that must be there: a missing one is an error, never silently nothing. */
export function field(value: unknown, name: string): Json {
  if (!isObject(value)) throw expressionError(`There is no field "${name}" here.`);
  if (!Object.hasOwn(value, name)) throw expressionError(`There is no field "${name}".`);
  return value[name] as Json;
}

/** A value that must be there. */
export function there<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw expressionError(`There is no ${what}.`);
  return value;
}

/** A value, or another where it is absent; null is there. */
export function orValue<Value, Other>(value: Value | undefined, other: Other): Value | Other {
  return value === undefined ? other : value;
}

/** An item of a list, or the value at a key; it must be there. */
export function itemAt<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw expressionError(`The list has ${items.length} items, there is none at ${index}.`);
  return item;
}

/** The value at a key of an object; it must be there. */
export function valueAt<Value>(values: Readonly<Record<string, Value>>, key: string): Value {
  if (!Object.hasOwn(values, key)) throw expressionError(`There is no field "${key}".`);
  return values[key] as Value;
}

/** The item at a position of a list, or the value at a key of an object, where there is one. */
export function perhapsAt<Value>(
  values: readonly Value[] | Readonly<Record<string, Value>> | undefined,
  at: number | string,
): Value | undefined {
  if (values === undefined || !Object.hasOwn(values, at)) return undefined;
  return (values as Readonly<Record<string | number, Value>>)[at];
}

/** Equality by value: lists in order, objects by name. */
export function equal(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => equal(item, b[at]));
  if (!isObject(a) || !isObject(b)) return a === b;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && equal(a[name], b[name]))
  );
}

/** Order of texts by their characters' code points. */
export function compareText(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (const [at, character] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    if (character !== other) return (character.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);
  }
  return left.length - right.length;
}

/** Whether a list has an item. */
export function includes(items: readonly unknown[], wanted: unknown): boolean {
  return items.some((item) => equal(item, wanted));
}

/** A quotient; there is none by zero. */
export function divide(a: number, b: number): number {
  if (b === 0) throw expressionError('Division by zero.');
  return a / b;
}

/** The rest of a division of whole numbers. */
export function modulo(a: number, b: number): number {
  if (b === 0) throw expressionError('Division by zero.');
  return a % b || 0;
}

/** Characters of a text. */
export function length(text: string): number {
  return [...text].length;
}

/** The entries of an object in the order of their names. */
export function entriesOf<Value>(values: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(values).sort(([a], [b]) => compareText(a, b));
}

/** The sum of numbers; of none it is 0. */
export function sum(items: readonly number[]): number {
  return items.reduce((total, item) => total + item, 0);
}

/** The smallest number of a list. */
export function minOf(items: readonly number[]): number {
  if (items.length === 0) throw expressionError('The list is empty.');
  return Math.min(...items);
}

/** The largest number of a list. */
export function maxOf(items: readonly number[]): number {
  if (items.length === 0) throw expressionError('The list is empty.');
  return Math.max(...items);
}

/** From each value of a field to the items that have it. */
export function groupBy<Item>(items: readonly Item[], name: string): Record<string, Item[]> {
  const groups: Record<string, Item[]> = {};
  for (const item of items) {
    const group = String(field(item, name));
    groups[group] = [...(Object.hasOwn(groups, group) ? (groups[group] ?? []) : []), item];
  }
  return groups;
}

/** From each value of a field to the last item that has it. */
export function indexBy<Item>(items: readonly Item[], name: string): Record<string, Item> {
  return Object.fromEntries(items.map((item) => [String(field(item, name)), item]));
}

/** Items in the order of a field, which holds numbers or texts; equal ones keep their order. */
export function sortBy<Item>(items: readonly Item[], name: string): Item[] {
  const keyed = items.map((item) => ({ item, key: field(item, name) }));
  return keyed.sort((a, b) => compareKeys(a.key, b.key)).map(({ item }) => item);
}

function compareKeys(a: unknown, b: unknown): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : compareText(String(a), String(b));
}

/** A value as JSON text, the keys of objects in order. */
export function jsonString(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonString).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const given = Object.entries(value).filter(([, each]) => each !== undefined);
  const ordered = given.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${ordered.map(([name, each]) => `${JSON.stringify(name)}:${jsonString(each)}`).join(',')}}`;
}

/** Each value once, in the order of first appearance. */
export function distinct<Item>(items: readonly Item[]): Item[] {
  return items.filter((item, at) => items.findIndex((other) => equal(item, other)) === at);
}

/** Items from a position up to another. */
export function slice<Item>(items: readonly Item[], from: number, to: number): Item[] {
  if (from < 0 || to > items.length || from > to)
    throw expressionError(`The part from ${from} to ${to} is outside the list of ${items.length} items.`);
  return items.slice(from, to);
}

/** A whole number, towards zero. */
export function whole(value: number | string): number {
  const number = Math.trunc(typeof value === 'string' ? readNumber(value) : value);
  if (!Number.isSafeInteger(number)) throw expressionError(`${value} is no whole number that is exact.`);
  return number || 0;
}

/** A number from text. */
export function readNumber(text: string): number {
  const number = /^[+-]?[\d.]+(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(number)) throw expressionError(`"${text.slice(0, 40)}" is not a number.`);
  return number;
}

/** A value that no schema describes, as text: whole numbers without a point. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw expressionError('This value cannot be written as text.');
}

/** A value that no schema describes, where a number is needed. */
export function numberOf(value: unknown): number {
  if (typeof value !== 'number') throw expressionError('This is not a number.');
  return value;
}

/** A value that no schema describes, where a condition is needed. */
export function conditionOf(value: unknown): boolean {
  if (typeof value !== 'boolean') throw expressionError('A condition is true or false.');
  return value;
}

/** A point in time from text. */
export function timestamp(text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw expressionError(`"${text.slice(0, 40)}" is no point in time.`);
  return at;
}

/** A point in time, so many milliseconds later. */
export function later(at: Date, milliseconds: number): Date {
  return new Date(at.getTime() + milliseconds);
}

/** Both hold; a side that is false makes an error of the other not matter. */
export function both(left: () => boolean, right: () => boolean): boolean {
  return decided(false, left, right);
}

/** One of both holds; a side that is true makes an error of the other not matter. */
export function either(left: () => boolean, right: () => boolean): boolean {
  return decided(true, left, right);
}

function decided(by: boolean, ...sides: readonly (() => boolean)[]): boolean {
  let error: { readonly caught: unknown } | null = null;
  for (const side of sides) {
    try {
      if (side() === by) return by;
    } catch (caught) {
      error ??= { caught };
    }
  }
  if (error !== null) throw error.caught;
  return !by;
}

/** A field that may be there. */
export function maybe(value: unknown, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? (value[name] as Json) : undefined;
}
