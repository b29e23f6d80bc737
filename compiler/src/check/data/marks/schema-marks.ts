import { getPointer, isObject } from '@omniroute/primitives';

/** What a schema says of a value: that it is about a person, or secret. */
export interface Marks {
  readonly personal: boolean;
  readonly secret: boolean;
}

export const UNMARKED: Marks = { personal: false, secret: false };

/** Any name, any index. */
export const ANY = '*';

export function union(parts: Iterable<Marks>): Marks {
  let [personal, secret] = [false, false];
  for (const part of parts) {
    personal ||= part.personal;
    secret ||= part.secret;
  }
  return personal || secret ? { personal, secret } : UNMARKED;
}

/** Marks of the value at a path: its own, those of what it lies in, and those of what lies in it. */
export function schemaMarks(schema: unknown, path: readonly string[]): Marks {
  return marksIn(schema, path, { root: schema, inside: [] });
}

interface Around {
  readonly root: unknown;
  readonly inside: readonly unknown[];
}

function marksIn(schema: unknown, path: readonly string[], { root, inside }: Around): Marks {
  if (!isObject(schema) || (path.length === 0 && inside.includes(schema))) return UNMARKED;
  const own = { personal: schema['x-personal'] === true, secret: schema['x-secret'] === true };
  const around = { root, inside: [...inside, schema] };
  const forms = [schema.oneOf, schema.anyOf].flatMap((list) => (Array.isArray(list) ? list : []));
  const target = typeof schema.$ref === 'string' ? [getPointer(root, schema.$ref.slice(1))] : [];
  return union([
    own,
    ...[...forms, ...target].map((form) => marksIn(form, path, around)),
    ...partsOf(schema, path[0]).map((part) => marksIn(part, path.slice(1), around)),
  ]);
}

/** The schemas of what has this name, or of everything inside. */
function partsOf(schema: Readonly<Record<string, unknown>>, name: string | undefined): readonly unknown[] {
  const properties = isObject(schema.properties) ? schema.properties : {};
  if (name === undefined || name === ANY)
    return [...Object.values(properties), schema.items, schema.additionalProperties];
  if (Object.hasOwn(properties, name)) return [properties[name]];
  return [schema.items, schema.additionalProperties];
}
