import type { Decimal } from 'decimal.js';

/** Anything an expression may hold while it runs. What is not JSON gets a JSON form at the boundary, or is an error there. */
export type Value =
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | ValueMap
  | KeyedMap
  | Timestamp
  | Duration
  | DecimalValue
  | OptionalValue
  | BytesValue
  | TypeValue;

/** A map with text keys; only own properties are ever read. */
export interface ValueMap {
  readonly [key: string]: Value;
}

/** What keys a map may have while an expression runs; in a result they are texts only. */
export type Key = boolean | number | string;

/** A map of which a key is a number or a boolean. Such a map has no JSON form. */
export class KeyedMap {
  readonly entries: ReadonlyMap<Key, Value>;

  constructor(entries: ReadonlyMap<Key, Value>) {
    this.entries = entries;
  }
}

/** A point in time: seconds since the epoch, and nanoseconds from 0 to 999,999,999. */
export class Timestamp {
  readonly seconds: number;
  readonly nanos: number;

  constructor(seconds: number, nanos: number) {
    this.seconds = seconds;
    this.nanos = nanos;
  }
}

/** A length of time: seconds and nanoseconds of one sign. */
export class Duration {
  readonly seconds: number;
  readonly nanos: number;

  constructor(seconds: number, nanos: number) {
    this.seconds = seconds;
    this.nanos = nanos;
  }
}

/** A decimal of 34 significant digits (decimal128), for money. */
export class DecimalValue {
  readonly value: Decimal;

  constructor(value: Decimal) {
    this.value = value;
  }
}

/** A value that may be absent. */
export class OptionalValue {
  /** `undefined`: absent. */
  readonly value: Value | undefined;

  constructor(value: Value | undefined) {
    this.value = value;
  }
}

export class BytesValue {
  readonly bytes: readonly number[];

  constructor(bytes: readonly number[]) {
    this.bytes = bytes;
  }
}

/** What `type(x)` gives. */
export class TypeValue {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Whether a value is an object with text keys (not one of the classes above). */
export function isRecord(value: Value): value is ValueMap {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Whether a value is a map of either form. */
export function isMap(value: Value): value is ValueMap | KeyedMap {
  return value instanceof KeyedMap || isRecord(value);
}

/** An object without prototype, so that no key is special. */
export function emptyMap(): Record<string, Value> {
  return Object.create(null) as Record<string, Value>;
}

/** The CEL type name of a value. */
export function typeName(value: Value): string {
  if (value === null) return 'null_type';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'double';
    case 'string':
      return 'string';
    default:
  }
  if (Array.isArray(value)) return 'list';
  if (value instanceof Timestamp) return 'google.protobuf.Timestamp';
  if (value instanceof Duration) return 'google.protobuf.Duration';
  if (value instanceof DecimalValue) return 'decimal';
  if (value instanceof OptionalValue) return 'optional_type';
  if (value instanceof BytesValue) return 'bytes';
  if (value instanceof TypeValue) return 'type';
  return 'map';
}

/** A value's type in words, for messages. */
export function describe(value: Value): string {
  const names: Readonly<Record<string, string>> = {
    null_type: 'null',
    bool: 'yes or no',
    int: 'a number',
    double: 'a number',
    string: 'text',
    list: 'a list',
    map: 'an object',
    decimal: 'a decimal',
    'google.protobuf.Timestamp': 'a point in time',
    'google.protobuf.Duration': 'a duration',
    optional_type: 'a value that may be absent',
    bytes: 'bytes',
    type: 'a type',
  };
  return names[typeName(value)] ?? 'a value';
}
