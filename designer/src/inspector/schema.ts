import { isObject, type Json } from '@omniroute/primitives';

/** A JSON Schema with our hints, as kinds and the language write it. */
export interface FieldSchema {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | FieldSchema;
  readonly patternProperties?: Readonly<Record<string, FieldSchema>>;
  readonly items?: FieldSchema;
  readonly anyOf?: readonly FieldSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly 'x-literal'?: boolean;
  readonly 'x-schema'?: boolean;
  readonly 'x-ref'?: string;
  readonly 'x-ui'?: Hints;
}

/** How a setting wants to be edited. */
export interface Hints {
  readonly widget?: string;
  readonly role?: string;
  readonly group?: string;
  readonly order?: number;
  readonly multiline?: boolean;
}

/** A field of an object. */
export interface FieldOf {
  readonly name: string;
  readonly schema: FieldSchema;
  readonly isRequired: boolean;
}

/** Fields of an object in the order and groups in which they are shown; those without a group come first. */
export function groupsOf(
  schema: FieldSchema,
): readonly { readonly group: string | null; readonly fields: readonly FieldOf[] }[] {
  const fields = Object.entries(schema.properties ?? {}).map(([name, each], index) => ({
    name,
    schema: each,
    isRequired: schema.required?.includes(name) === true,
    order: each['x-ui']?.order ?? 100 + index,
    group: each['x-ui']?.group ?? null,
  }));
  fields.sort((a, b) => a.order - b.order);
  const groups = new Map<string | null, FieldOf[]>([[null, []]]);
  for (const { group, name, schema: own, isRequired } of fields) {
    const members = groups.get(group) ?? [];
    members.push({ name, schema: own, isRequired });
    groups.set(group, members);
  }
  return [...groups]
    .filter(([, members]) => members.length > 0)
    .map(([group, members]) => ({ group, fields: members }));
}

/** A name as words: `output_schema` → `Output schema`. */
export function wordsOf(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The one type of a schema, if it has one. */
export function typeOf(schema: FieldSchema): string | null {
  if (typeof schema.type === 'string') return schema.type;
  if (schema.enum?.every((each) => typeof each === 'string') === true) return 'string';
  return null;
}

/** The least value of a schema, for an element that is added to a list. */
export function emptyOf(schema: FieldSchema | undefined): Json {
  if (schema?.const !== undefined) return schema.const;
  if (schema?.enum?.[0] !== undefined) return schema.enum[0];
  switch (schema === undefined ? null : typeOf(schema)) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema?.properties ?? {})
          .filter(([name]) => schema?.required?.includes(name))
          .map(([name, each]) => [name, emptyOf(each)]),
      );
    case 'array':
      return [];
    case 'number':
    case 'integer':
      return schema?.minimum ?? 0;
    case 'boolean':
      return false;
    default:
      return '';
  }
}

/** Whether an object takes keys of any name, and of what schema their values are. */
export function valuesOf(schema: FieldSchema): FieldSchema | null {
  const { additionalProperties: more, patternProperties: patterns } = schema;
  if (isObject(more)) return more as FieldSchema;
  const [first] = Object.values(patterns ?? {});
  return first ?? (schema.properties === undefined && more === true ? {} : null);
}
