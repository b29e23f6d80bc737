import { deepEqual } from '@omniroute/primitives';
import { BOOL, DOUBLE, DYN, STRING, type Type } from './type.ts';

/** Whether every value of `from` is a value of `to`. What is unknown (`dyn`, `error`) fits everywhere: the door checks it. */
export function assignable(from: Type, to: Type): boolean {
  if (from.kind === 'error' || to.kind === 'error' || from.kind === 'dyn' || to.kind === 'dyn') return true;
  if (from.kind === 'union') return from.of.every((part) => assignable(part, to));
  if (to.kind === 'union') return to.of.some((part) => assignable(from, part));
  switch (to.kind) {
    case 'double':
      return (from.kind === 'double' || from.kind === 'int') && isWithin(from.values, to.values);
    case 'int':
      return from.kind === 'int' && isWithin(from.values, to.values);
    case 'bool':
      return from.kind === 'bool' && isWithin(from.values, to.values);
    case 'string':
      return from.kind === 'string' ? isWithin(from.values, to.values) : hasTextForm(from);
    case 'list':
      return from.kind === 'list' && assignable(from.item, to.item);
    case 'map':
      if (from.kind === 'map')
        return assignable(from.value, to.value) && assignable(from.key ?? STRING, to.key ?? STRING);
      return (
        from.kind === 'record' &&
        assignable(STRING, to.key ?? STRING) &&
        Object.values(from.fields).every((field) => assignable(field.type, to.value))
      );
    case 'record':
      return from.kind === 'record'
        ? recordFits(from, to)
        : from.kind === 'map' && Object.values(to.fields).every((field) => field.optional);
    case 'optional':
      return from.kind === 'optional' && assignable(from.of, to.of);
    default:
      return from.kind === to.kind;
  }
}

/** Whether values are among those that are allowed; not knowing them is no fault. */
function isWithin<T>(values: readonly T[] | undefined, allowed: readonly T[] | undefined): boolean {
  return values === undefined || allowed === undefined || values.every((value) => allowed.includes(value));
}

/** Values that JSON has no form for are written as text at the boundary, as CEL maps them. */
function hasTextForm(type: Type): boolean {
  return type.kind === 'timestamp' || type.kind === 'duration' || type.kind === 'decimal' || type.kind === 'bytes';
}

function recordFits(from: Extract<Type, { kind: 'record' }>, to: Extract<Type, { kind: 'record' }>): boolean {
  const given = Object.entries(to.fields).every(([name, wanted]) => {
    const field = from.fields[name];
    if (field === undefined) return wanted.optional || from.open;
    return (wanted.optional || !field.optional) && assignable(field.type, wanted.type);
  });
  return given && (to.open || Object.keys(from.fields).every((name) => to.fields[name] !== undefined));
}

/** How many forms a value may have, and how many texts, so that comparing each with each stays cheap. */
const MAX_FORMS = 64;
const MAX_TEXTS = 1000;

/**
 * One type for values of several: equal ones once, numbers together, nested unions flattened; `none` is the type of no
 * values. Of more than 64 forms nothing is known any more, of more than 1,000 texts only that they are texts.
 */
export function unionOf(types: readonly Type[], none: Type = DYN): Type {
  const flat = textsTogether(types.flatMap((type) => (type.kind === 'union' ? type.of : [type])));
  if (flat.some((type) => type.kind === 'dyn')) return DYN;
  const fault = flat.find((type) => type.kind === 'error' && type.fault === true);
  if (fault !== undefined) return fault;
  const parts: Type[] = [];
  for (const type of flat) {
    const known = parts.findIndex(
      (part) =>
        part.kind === type.kind &&
        (isScalar(type) ||
          type.kind === 'optional' ||
          deepEqual(part, type) ||
          isBottomless(part) ||
          isBottomless(type)),
    );
    if (known < 0) parts.push(type);
    else parts[known] = merge(parts[known] as Type, type);
    if (parts.length > MAX_FORMS) return DYN;
  }
  const numbers = parts.filter((type) => type.kind === 'int' || type.kind === 'double');
  const rest =
    numbers.length === 2 ? [...parts.filter((type) => type.kind !== 'int' && type.kind !== 'double'), DOUBLE] : parts;
  const meaningful = rest.filter((type) => type.kind !== 'error');
  if (meaningful.length === 0) return rest[0] ?? none;
  return meaningful.length === 1 ? (meaningful[0] as Type) : { kind: 'union', of: meaningful };
}

/** Texts that are written out make one type, in the place of the first. */
function textsTogether(types: readonly Type[]): readonly Type[] {
  const texts = types.filter((type) => type.kind === 'string');
  if (texts.length < 2 || !texts.every(({ values }) => values !== undefined)) return types;
  const values = new Set(texts.flatMap((text) => text.values ?? []));
  const together: Type = values.size > MAX_TEXTS ? STRING : { kind: 'string', values: [...values] };
  const first = types.findIndex((type) => type.kind === 'string');
  return types.flatMap((type, at) => (at === first ? [together] : type.kind === 'string' ? [] : [type]));
}

function isScalar(type: Type): boolean {
  return !['list', 'map', 'record', 'union', 'optional'].includes(type.kind);
}

/** Whether a type has a hole that any other may fill: that of `[]`, `{}` and `optional.none()`. */
function isBottomless(type: Type): boolean {
  if (type.kind === 'list') return type.item.kind === 'error' || isBottomless(type.item);
  if (type.kind === 'map') return type.value.kind === 'error' || isBottomless(type.value);
  return type.kind === 'optional' && (type.of.kind === 'error' || isBottomless(type.of));
}

function merge(a: Type, b: Type): Type {
  if (a.kind === 'list' && b.kind === 'list') return { kind: 'list', item: unionOf([a.item, b.item]) };
  if (a.kind === 'optional' && b.kind === 'optional') return { kind: 'optional', of: unionOf([a.of, b.of]) };
  if (a.kind === 'map' && b.kind === 'map')
    return {
      kind: 'map',
      value: unionOf([a.value, b.value]),
      ...((a.key ?? b.key) ? { key: unionOf([a.key ?? STRING, b.key ?? STRING]) } : {}),
    };
  if (a.kind === 'int' && b.kind === 'int') return withValues('int', a.values, b.values);
  if (a.kind === 'double' && b.kind === 'double') return withValues('double', a.values, b.values);
  if (a.kind === 'bool' && b.kind === 'bool') return deepEqual(a, b) ? a : BOOL;
  if (a.kind !== 'string' || b.kind !== 'string') return a;
  if (a.values === undefined || b.values === undefined)
    return a.format !== undefined && a.format === b.format ? { kind: 'string', format: a.format } : { kind: 'string' };
  return { kind: 'string', values: [...new Set([...a.values, ...b.values])] };
}

function withValues(kind: 'int' | 'double', a?: readonly number[], b?: readonly number[]): Type {
  return a === undefined || b === undefined ? { kind } : { kind, values: [...new Set([...a, ...b])] };
}

/** A type without `null`: what stays after `!= null`. */
export function withoutNull(type: Type): Type {
  if (type.kind !== 'union') return type;
  return unionOf(type.of.filter((part) => part.kind !== 'null'));
}

/** Whether two types can ever be equal; comparing what never is, is a mistake. */
export function comparable(a: Type, b: Type): boolean {
  const loose = (type: Type) => type.kind === 'dyn' || type.kind === 'error';
  if (loose(a) || loose(b)) return true;
  if (a.kind === 'union') return a.of.some((part) => comparable(part, b));
  if (b.kind === 'union') return b.of.some((part) => comparable(a, part));
  if (isExact(a) && isExact(b)) return true;
  if (isDouble(a) && isDouble(b)) return true;
  if (a.kind === 'list' && b.kind === 'list') return comparable(a.item, b.item);
  const object = (type: Type) => type.kind === 'map' || type.kind === 'record';
  if (object(a) && object(b)) return true;
  if (a.kind === 'optional' && b.kind === 'optional') return comparable(a.of, b.of);
  return a.kind === b.kind;
}

/** A decimal stands beside whole numbers, but not beside doubles: `0.1` is none of its values. */
function isExact(type: Type): boolean {
  return type.kind === 'int' || type.kind === 'decimal';
}

function isDouble(type: Type): boolean {
  return type.kind === 'int' || type.kind === 'double';
}
