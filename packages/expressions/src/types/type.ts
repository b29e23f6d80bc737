import type { DiagnosticCode } from '@omniroute/errors';

/** A static type. `error` is what a part has that was already complained about: it fits everywhere, so faults do not cascade. */
export type Type =
  | {
      readonly kind: 'dyn' | 'null' | 'bytes' | 'timestamp' | 'duration' | 'decimal' | 'type';
    }
  /** `fault`: of a value that is wrong, not one of which nothing is known yet: joined with others it may be anything still. */
  | { readonly kind: 'error'; readonly fault?: true }
  /** `values`: the only ones possible. */
  | { readonly kind: 'bool'; readonly values?: readonly boolean[] }
  | { readonly kind: 'int' | 'double'; readonly values?: readonly number[] }
  /** `values`: the only ones possible. `format` allows date functions without a cast. */
  | {
      readonly kind: 'string';
      readonly values?: readonly string[];
      readonly format?: 'date-time' | 'date' | 'duration';
    }
  | { readonly kind: 'list'; readonly item: Type }
  /** `key`: what keys are; texts if not said. */
  | { readonly kind: 'map'; readonly value: Type; readonly key?: Type }
  /** An object whose fields are known. `open`: further fields may be there, unchecked. */
  | {
      readonly kind: 'record';
      readonly fields: Readonly<Record<string, Field>>;
      readonly open: boolean;
      readonly what?: string;
      /** Written out in the expression itself: asking whether it has another field is no mistake. */
      readonly literal?: boolean;
    }
  | { readonly kind: 'union'; readonly of: readonly Type[] }
  | { readonly kind: 'optional'; readonly of: Type };

/** A field of a record. */
export interface Field {
  readonly type: Type;
  readonly optional: boolean;
  /** What to say when an optional field is read as if it were always there; the default is OR4004. */
  readonly absent?: { readonly code: DiagnosticCode; readonly facts?: Readonly<Record<string, unknown>> };
}

export const DYN: Type = { kind: 'dyn' };
export const NULL: Type = { kind: 'null' };
export const BOOL: Type = { kind: 'bool' };
export const INT: Type = { kind: 'int' };
export const DOUBLE: Type = { kind: 'double' };
export const STRING: Type = { kind: 'string' };
export const BYTES: Type = { kind: 'bytes' };
export const TIMESTAMP: Type = { kind: 'timestamp' };
export const DURATION: Type = { kind: 'duration' };
export const DECIMAL: Type = { kind: 'decimal' };
export const TYPE: Type = { kind: 'type' };
export const ERROR: Type = { kind: 'error' };
export const FAULT: Type = { kind: 'error', fault: true };

/** A list of one item type. */
export function listOf(item: Type): Type {
  return { kind: 'list', item };
}

/** A map; its keys are texts if not said otherwise. */
export function mapOf(value: Type, key: Type = STRING): Type {
  return key.kind === 'string' ? { kind: 'map', value } : { kind: 'map', value, key };
}

/** A record of fields that are always there. */
export function recordOf(fields: Readonly<Record<string, Type>>, what?: string): Type {
  return {
    kind: 'record',
    open: false,
    ...(what === undefined ? {} : { what }),
    fields: Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, { type, optional: false }])),
  };
}
