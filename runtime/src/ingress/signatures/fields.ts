import { isObject, type Json } from '@omniroute/primitives';

/** A value inside a body by the names that lead to it; a number of a list is an index. `undefined` if there is none. */
export function valueAt(data: Json, ...path: readonly (string | number)[]): Json | undefined {
  let value: Json | undefined = data;
  for (const step of path) {
    if (typeof step === 'number') value = Array.isArray(value) ? (value as readonly Json[])[step] : undefined;
    else value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}

/** Text of a value that can be part of a key: text or a number. */
export function textAt(data: Json, ...path: readonly (string | number)[]): string | null {
  const value = valueAt(data, ...path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/** Parts of a key, all of which must be there. */
export function keyOf(...parts: readonly (string | null)[]): string | null {
  return parts.includes(null) ? null : JSON.stringify(parts);
}
