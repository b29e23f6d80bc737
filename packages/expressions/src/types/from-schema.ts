import { isObject, type Json } from '@omniroute/primitives';
import { unionOf } from './relations.ts';
import { BOOL, DOUBLE, DYN, type Field, INT, listOf, mapOf, NULL, STRING, type Type } from './type.ts';

/** How deep references are followed; a recursive schema is unknown below that. */
const MAX_DEPTH = 24;

/** The type of the values a JSON Schema accepts (LANGUAGE.md section 1); `root` is where its `$ref`s lead. */
export function typeFromSchema(schema: unknown, root: unknown = schema, depth = 0): Type {
  if (!isObject(schema) || depth > MAX_DEPTH) return DYN;
  const reference = schema.$ref;
  if (typeof reference === 'string') return typeFromSchema(resolve(root, reference), root, depth + 1);
  const choices = schema.oneOf ?? schema.anyOf;
  if (Array.isArray(choices)) return unionOf(choices.map((choice) => typeFromSchema(choice, root, depth + 1)));
  if (Array.isArray(schema.enum)) return ofValues(schema.enum);
  if (Object.hasOwn(schema, 'const')) return ofValues([schema.const as Json]);
  const types = schema.type;
  if (Array.isArray(types)) return unionOf(types.map((type) => ofType(String(type), schema, root, depth)));
  if (typeof types === 'string') return ofType(types, schema, root, depth);
  return isObject(schema.properties) ? ofType('object', schema, root, depth) : DYN;
}

function ofType(type: string, schema: { readonly [key: string]: Json }, root: unknown, depth: number): Type {
  switch (type) {
    case 'string': {
      const format = schema.format;
      return format === 'date-time' || format === 'date' || format === 'duration' ? { kind: 'string', format } : STRING;
    }
    case 'number':
      return DOUBLE;
    case 'integer':
      return INT;
    case 'boolean':
      return BOOL;
    case 'null':
      return NULL;
    case 'array':
      return listOf(typeFromSchema(schema.items, root, depth + 1));
    case 'object':
      return ofObject(schema, root, depth);
    default:
      return DYN;
  }
}

function ofObject(schema: { readonly [key: string]: Json }, root: unknown, depth: number): Type {
  const properties = schema.properties;
  const additional = schema.additionalProperties;
  if (!isObject(properties)) {
    return mapOf(isObject(additional) ? typeFromSchema(additional, root, depth + 1) : DYN);
  }
  const required = Array.isArray(schema.required) ? schema.required : [];
  const fields: Record<string, Field> = {};
  for (const [name, property] of Object.entries(properties)) {
    fields[name] = { type: typeFromSchema(property, root, depth + 1), optional: !required.includes(name) };
  }
  return { kind: 'record', fields, open: additional !== false };
}

function ofValues(values: readonly Json[]): Type {
  const strings = values.filter((value) => typeof value === 'string');
  const others = values
    .filter((value) => typeof value !== 'string')
    .map((value): Type => {
      if (value === null) return NULL;
      if (typeof value === 'boolean') return BOOL;
      if (typeof value === 'number') return Number.isInteger(value) ? INT : DOUBLE;
      return DYN;
    });
  return unionOf([...(strings.length > 0 ? [{ kind: 'string', values: strings } as const] : []), ...others]);
}

/** A local reference: `#`, `#/$defs/name`. */
function resolve(root: unknown, reference: string): unknown {
  let found: unknown = root;
  for (const segment of reference
    .slice(reference.startsWith('#') ? 1 : 0)
    .split('/')
    .filter((part) => part !== '')) {
    const name = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}
