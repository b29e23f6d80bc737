import { isObject, type Json } from '@omniroute/primitives';
import { unionOf } from './relations.ts';
import { BOOL, DOUBLE, DYN, type Field, INT, listOf, mapOf, NULL, STRING, type Type } from './type.ts';

/** How many parts a schema's type may have; what lies beyond is unknown. It keeps schemas that refer to one another finite. */
const MAX_PARTS = 4000;

type Schema = { readonly [key: string]: Json };

/** What holds while one schema is read: where references lead, those being followed, and the parts still allowed. */
interface Reading {
  readonly root: unknown;
  readonly following: ReadonlySet<string>;
  readonly budget: { left: number };
}

/**
 * The type of the values a JSON Schema accepts (LANGUAGE.md section 1); `root` is where its `$ref`s lead. A schema that
 * refers to itself is unknown below the second time round.
 */
export function typeFromSchema(schema: unknown, root: unknown = schema): Type {
  return read(schema, { root, following: new Set(), budget: { left: MAX_PARTS } });
}

function read(schema: unknown, reading: Reading): Type {
  reading.budget.left -= 1;
  if (!isObject(schema) || reading.budget.left < 0) return DYN;
  const reference = schema['$ref'];
  if (typeof reference === 'string') return readReference(reference, reading);
  const choices = schema['oneOf'] ?? schema['anyOf'];
  if (Array.isArray(choices)) return unionOf(choices.map((choice) => read(choice, reading)));
  if (Array.isArray(schema['enum'])) return ofValues(schema['enum']);
  if (Object.hasOwn(schema, 'const')) return ofValues([schema['const'] as Json]);
  const types = schema['type'];
  if (Array.isArray(types)) return unionOf(types.map((type) => ofType(String(type), schema, reading)));
  if (typeof types === 'string') return ofType(types, schema, reading);
  return isObject(schema['properties']) ? ofType('object', schema, reading) : DYN;
}

function readReference(reference: string, reading: Reading): Type {
  if (reading.following.has(reference)) return DYN;
  return read(resolve(reading.root, reference), { ...reading, following: new Set([...reading.following, reference]) });
}

function ofType(type: string, schema: Schema, reading: Reading): Type {
  switch (type) {
    case 'string': {
      const format = schema['format'];
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
      return listOf(read(schema['items'], reading));
    case 'object':
      return ofObject(schema, reading);
    default:
      return DYN;
  }
}

function ofObject(schema: Schema, reading: Reading): Type {
  const properties = schema['properties'];
  const additional = schema['additionalProperties'];
  if (!isObject(properties)) return mapOf(isObject(additional) ? read(additional, reading) : DYN);
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const fields = Object.entries(properties).map(([name, property]): [string, Field] => [
    name,
    { type: read(property, reading), optional: !required.includes(name) },
  ]);
  const unnamed = additional === false ? [] : required.filter((name) => !Object.hasOwn(properties, String(name)));
  const others = unnamed.map((name): [string, Field] => [String(name), { type: DYN, optional: false }]);
  return { kind: 'record', fields: Object.fromEntries([...fields, ...others]), open: additional !== false };
}

function ofValues(values: readonly Json[]): Type {
  const texts = values.filter((value) => typeof value === 'string');
  const numbers = values.filter((value) => typeof value === 'number');
  const answers = [...new Set(values.filter((value) => typeof value === 'boolean'))];
  const kind = numbers.every(Number.isInteger) ? 'int' : 'double';
  const parts: Type[] = [
    ...(texts.length > 0 ? [{ kind: 'string', values: texts } as const] : []),
    ...(numbers.length > 0 ? [{ kind, values: numbers } as const] : []),
    ...(answers.length === 1 ? [{ kind: 'bool', values: answers } as const] : answers.length === 2 ? [BOOL] : []),
    ...(values.includes(null) ? [NULL] : []),
    ...(values.some((value) => typeof value === 'object' && value !== null) ? [DYN] : []),
  ];
  return unionOf(parts);
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
