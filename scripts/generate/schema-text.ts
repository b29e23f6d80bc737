/** A JSON Schema as far as the reference pages read it. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema | boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly description?: string;
  readonly title?: string;
  readonly 'x-literal'?: boolean;
  readonly 'x-schema'?: boolean;
  readonly 'x-ref'?: string;
  readonly 'x-ui'?: { readonly role?: string };
}

/** A schema in a few words: `one of "a", "b"`, `list of text`, `{ status, body }`. */
export function schemaText(schema: Schema): string {
  if (schema['x-schema'] === true) return 'JSON Schema';
  if (schema['x-ref'] !== undefined) return `name of a ${schema['x-ref']}`;
  if (schema['x-ui']?.role === 'condition') return 'condition';
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined) return oneOf(schema.enum.map((value) => `\`${JSON.stringify(value)}\``));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return oneOf([...new Set(choices.map(schemaText))]);
  if (Array.isArray(schema.type)) return oneOf(schema.type.map((type) => schemaText({ ...schema, type })));
  switch (schema.type) {
    case 'array':
      return typeof schema.items === 'object' ? `list of ${schemaText(schema.items)}` : 'list';
    case 'object':
      return objectText(schema);
    case 'string':
      return [schema.format ?? 'text', bounds(schema.minLength, schema.maxLength, 'characters')]
        .filter(Boolean)
        .join(', ');
    case 'integer':
      return ['whole number', bounds(schema.minimum, schema.maximum, '')].filter(Boolean).join(', ');
    case 'number':
      return ['number', bounds(schema.minimum, schema.maximum, '')].filter(Boolean).join(', ');
    case 'boolean':
      return '`true` or `false`';
    case 'null':
      return '`null`';
    default:
      return 'any value';
  }
}

/** Rows `field, what, needed` of an object's fields, those of nested objects and lists below them (`branches[].id`). */
export function fieldRows(schema: Schema, prefix = ''): readonly (readonly string[])[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const needed = schema.required?.includes(name) === true ? 'yes' : '';
    const what = field.description === undefined ? schemaText(field) : `${schemaText(field)}. ${field.description}`;
    const nested = field.type === 'array' && typeof field.items === 'object' ? field.items : field;
    const deeper = nested === field ? `${prefix}${name}.` : `${prefix}${name}[].`;
    return [[`\`${prefix}${name}\``, what, needed], ...(field.type === 'string' ? [] : fieldRows(nested, deeper))];
  });
}

function objectText(schema: Schema): string {
  const names = Object.keys(schema.properties ?? {});
  if (names.length > 0) return `{ ${names.map((name) => `\`${name}\``).join(', ')} }`;
  return typeof schema.additionalProperties === 'object'
    ? `object of ${schemaText(schema.additionalProperties)}`
    : 'object';
}

function oneOf(choices: readonly string[]): string {
  return choices.length === 1 ? choices[0]! : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}

function bounds(least: number | undefined, most: number | undefined, unit: string): string {
  const words = unit === '' ? '' : ` ${unit}`;
  if (least !== undefined && most !== undefined) return `${least} to ${most}${words}`;
  if (most !== undefined) return `at most ${most}${words}`;
  // "At least one character" is what everybody expects of a text that is needed.
  return least === undefined || (unit === 'characters' && least <= 1) ? '' : `at least ${least}${words}`;
}
