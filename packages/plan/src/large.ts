import { getPointer, isObject, isReference, type Json } from '@omniroute/primitives';

/** Names from the outside in. */
export type PartPath = readonly string[];

/** A part of a value that is passed by reference. */
export interface LargePart {
  readonly path: PartPath;
  readonly value: Json;
}

/**
 * The parts of a value that its schema marks as large (`x-large`): they are passed by reference (LANGUAGE.md section 2). Only
 * fields of objects count, from the outside in, and the value itself; what lies inside a large part is a part of it.
 */
export function largePaths(schema: unknown): readonly PartPath[] {
  return find(schema, { root: schema, inside: [] });
}

function find(schema: unknown, { root, inside }: { root: unknown; inside: readonly unknown[] }): readonly PartPath[] {
  if (!isObject(schema) || inside.includes(schema)) return [];
  if (schema['x-large'] === true) return [[]];
  const around = { root, inside: [...inside, schema] };
  if (typeof schema.$ref === 'string') return find(getPointer(root, schema.$ref.slice(1)), around);
  if (!isObject(schema.properties)) return [];
  return Object.entries(schema.properties).flatMap(([name, part]) => find(part, around).map((path) => [name, ...path]));
}

/** The large parts of a value that are there and not by reference yet. */
export function largeParts(schema: unknown, value: Json): readonly LargePart[] {
  return largePaths(schema).flatMap((path) => {
    const part = partAt(value, path);
    return part === undefined || part === null || isReference(part) ? [] : [{ path, value: part }];
  });
}

/** A part of a value, or `undefined` if it is not there. */
export function partAt(value: Json, path: PartPath): Json | undefined {
  let at: Json | undefined = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Readonly<Record<string, Json>>)[name];
  }
  return at;
}

/** The value with another part at a path where there is one; everything beside the path is shared. */
export function withPart(value: Json, path: PartPath, part: Json): Json {
  const [name, ...rest] = path;
  if (name === undefined) return part;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === name ? withPart(item, rest, part) : item));
  if (!isObject(value) || !Object.hasOwn(value, name)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === name ? withPart(each as Json, rest, part) : (each as Json),
    ]),
  );
}

/** As long as a reference can be. */
const STAND_IN = { '@ref': '0'.repeat(64), '@size': Number.MAX_SAFE_INTEGER, '@bytes': Number.MAX_SAFE_INTEGER };

/** A value with stand-ins for its large parts: how large it is where they are passed by reference, on every host alike. */
export function withStandIns(value: Json, parts: readonly LargePart[]): Json {
  return parts.reduce<Json>((small, { path }) => withPart(small, path, STAND_IN), value);
}
