import { unionOf } from '../types/relations.ts';
import {
  BOOL,
  BYTES,
  DECIMAL,
  DOUBLE,
  DURATION,
  DYN,
  type Field,
  INT,
  listOf,
  mapOf,
  NULL,
  STRING,
  TIMESTAMP,
  TYPE,
  type Type,
} from '../types/type.ts';
import { excludes, type Facts, type Known, type Scalar } from './facts.ts';

/** Of other types nothing is left out: they have one form, and what is known inside shows where it is read. */
const MAY_SHRINK: readonly Type['kind'][] = ['union', 'dyn', 'string', 'int', 'double'];

/** A type as far as facts about its value leave it: the parts of a union it may still be, texts it may still have. */
export function refine(type: Type, facts: Facts): Type {
  if (!MAY_SHRINK.includes(type.kind)) return type;
  const parts = type.kind === 'union' ? type.of : [type];
  const left = parts.map((part) => refinePart(part, facts)).filter((part) => part !== null);
  if (left.length === 0 || (left.length === parts.length && left.every((part, at) => part === parts[at]))) return type;
  return unionOf(left);
}

/** A type with the facts about what is inside it as well: of a value that is handed on whole. */
export function refineInside(type: Type, facts: Facts): Type {
  const outer = refine(type, facts);
  if (facts.at === undefined) return outer;
  if (outer.kind === 'union') return unionOf(outer.of.map((part) => inside(part, facts.at ?? {})));
  return inside(outer, facts.at);
}

function inside(type: Type, at: Readonly<Record<string, Facts>>): Type {
  if (type.kind !== 'record') return type;
  const fields = Object.entries(type.fields).map(([name, field]): [string, Field] => {
    const facts = at[`.${name}`];
    if (facts === undefined) return [name, field];
    const optional = field.optional && facts.present !== true;
    return [name, { ...field, type: refineInside(field.type, facts), optional }];
  });
  return { ...type, fields: Object.fromEntries(fields) };
}

/** What is left of one part of a union; `null` if it cannot be that. */
function refinePart(part: Type, facts: Facts): Type | null {
  if (!canHaveType(part, facts)) return null;
  switch (part.kind) {
    case 'dyn':
      return facts.types === undefined ? part : unionOf(facts.types.map((name) => NAMED[name] ?? DYN));
    case 'null':
      return excludes(facts, null) ? null : part;
    case 'string':
      return refineText(part, facts);
    case 'record':
      return facts.values === undefined && Object.entries(facts.at ?? {}).every(([key, of]) => canHold(part, key, of))
        ? part
        : null;
    case 'list':
    case 'map':
      return facts.values === undefined ? part : null;
    case 'int':
    case 'double':
      return refineNumber(part, facts);
    case 'bool':
      return refineAnswer(part, facts);
    default:
      return part;
  }
}

function refineText(part: Extract<Type, { kind: 'string' }>, facts: Known): Type | null {
  if (!holdsOne(facts, 'string')) return null;
  const values = part.values ?? facts.values?.filter((value) => typeof value === 'string');
  if (values === undefined) return part;
  const left = values.filter((value) => !excludes(facts, value));
  if (left.length === 0) return null;
  return left.length === part.values?.length ? part : { ...part, values: left };
}

function refineNumber(part: Extract<Type, { kind: 'int' | 'double' }>, facts: Known): Type | null {
  if (!holdsOne(facts, 'number')) return null;
  const left = part.values?.filter((value) => !excludes(facts, value));
  if (left === undefined || left.length === part.values?.length) return part;
  return left.length === 0 ? null : { ...part, values: left };
}

function refineAnswer(part: Extract<Type, { kind: 'bool' }>, facts: Known): Type | null {
  if (!holdsOne(facts, 'boolean')) return null;
  return (part.values ?? [true, false]).some((value) => !excludes(facts, value)) ? part : null;
}

function holdsOne({ values }: Known, type: 'number' | 'boolean' | 'string'): boolean {
  return values === undefined || values.some((value: Scalar) => typeof value === type);
}

/** Whether an object of this type can have a field of which this is known. */
function canHold(part: Extract<Type, { kind: 'record' }>, key: string, facts: Facts): boolean {
  if (!key.startsWith('.')) return true;
  const name = key.slice(1);
  const field = Object.hasOwn(part.fields, name) ? part.fields[name] : undefined;
  if (field === undefined) return part.open || facts.present !== true;
  if (facts.present === false) return field.optional;
  return canBe(field.type, facts) || (field.optional && facts.present !== true);
}

function canBe(type: Type, facts: Facts): boolean {
  return (type.kind === 'union' ? type.of : [type]).some((part) => refinePart(part, facts) !== null);
}

const NAMED: Readonly<Record<string, Type>> = {
  bool: BOOL,
  int: INT,
  double: DOUBLE,
  string: STRING,
  bytes: BYTES,
  list: listOf(DYN),
  map: mapOf(DYN),
  null_type: NULL,
  type: TYPE,
  decimal: DECIMAL,
  optional_type: { kind: 'optional', of: DYN },
  'google.protobuf.Timestamp': TIMESTAMP,
  'google.protobuf.Duration': DURATION,
};

/** What `type()` can give for values of a type; a number that JSON brings is `int` if it is whole. */
function namesOf(type: Type): readonly string[] {
  switch (type.kind) {
    case 'int':
    case 'double':
      return ['int', 'double'];
    case 'record':
      return ['map'];
    case 'null':
      return ['null_type'];
    case 'optional':
      return ['optional_type'];
    case 'timestamp':
      return ['google.protobuf.Timestamp'];
    case 'duration':
      return ['google.protobuf.Duration'];
    default:
      return [type.kind];
  }
}

function canHaveType(type: Type, { types, notTypes }: Known): boolean {
  if (type.kind === 'dyn' || type.kind === 'error' || type.kind === 'union') return true;
  return namesOf(type).some((name) => types?.includes(name) !== false && notTypes?.includes(name) !== true);
}

/** The only texts and numbers that a value of a type can be, or `null` if they are not known. */
export function valuesOf(type: Type): readonly (string | number)[] | null {
  if (type.kind === 'string' || type.kind === 'int' || type.kind === 'double') return type.values ?? null;
  if (type.kind !== 'union') return null;
  const parts = type.of.filter((part) => part.kind !== 'null').map(valuesOf);
  return parts.every((part) => part !== null) ? parts.flat() : null;
}
