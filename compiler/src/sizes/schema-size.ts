import { canonicalJson, getPointer, isObject, type Json } from '@omniroute/primitives';

/** Characters of canonical JSON at least and at most; `most` is null where nothing bounds it. */
export interface Size {
  readonly least: number;
  readonly most: number | null;
}

/** Size of a value. `Infinity` bounds nothing while it is added up. */
type Span = readonly [least: number, most: number];

const INTEGER: Span = [1, 22];
const NUMBER: Span = [1, 25];
/** What stands for a value that is passed by reference. */
const REFERENCE: Span = [96, 120];
/** Texts whose form bounds them, with their quotes. */
const FORMATS: Readonly<Record<string, Span>> = {
  date: [12, 12],
  uuid: [38, 38],
  'date-time': [22, 42],
  duration: [5, 66],
};

/** Bounds of the canonical JSON of the values a schema describes. A character may have to be escaped, which takes six. */
export function schemaSize(schema: unknown): Size {
  const [least, most] = new Measure(schema, { character: 6, open: Number.POSITIVE_INFINITY }).of(schema, []);
  return { least, most: Number.isFinite(most) ? most : null };
}

/** The most that a schema allows in so many words: characters count as one, and what nothing bounds counts as little. */
export function declaredSize(schema: unknown): number {
  return new Measure(schema, { character: 1, open: 0 }).of(schema, [])[1];
}

class Measure {
  private readonly root: unknown;
  /** What one character of a text may take, and what nothing bounds. */
  private readonly most: { readonly character: number; readonly open: number };

  constructor(root: unknown, most: Measure['most']) {
    this.root = root;
    this.most = most;
  }

  of(schema: unknown, inside: readonly unknown[]): Span {
    if (!isObject(schema) || inside.includes(schema)) return this.anything();
    if (schema['x-large'] === true) return REFERENCE;
    const around = [...inside, schema];
    if (typeof schema.$ref === 'string') return this.of(getPointer(this.root, schema.$ref.slice(1)), around);
    if (schema.const !== undefined) return exactly([schema.const as Json]);
    if (Array.isArray(schema.enum) && schema.enum.length > 0) return exactly(schema.enum as Json[]);
    const forms = schema.oneOf ?? schema.anyOf;
    if (Array.isArray(forms) && forms.length > 0) return either(forms.map((form) => this.of(form, around)));
    const types = Array.isArray(schema.type) ? schema.type : [schema.type];
    return either(types.map((type) => this.ofType(type, schema, around)));
  }

  private ofType(type: unknown, schema: Readonly<Record<string, unknown>>, inside: readonly unknown[]): Span {
    switch (type) {
      case 'null':
        return [4, 4];
      case 'boolean':
        return [4, 5];
      case 'integer':
        return INTEGER;
      case 'number':
        return NUMBER;
      case 'string':
        return this.text(schema);
      case 'array':
        return this.list(schema, inside);
      case 'object':
        return this.fields(schema, inside);
      default:
        return this.anything();
    }
  }

  /** A value whose schema says nothing: the shortest is a digit. */
  private anything(): Span {
    return [1, Math.max(1, this.most.open)];
  }

  private text({ format, minLength, maxLength }: Readonly<Record<string, unknown>>): Span {
    const form = typeof format === 'string' && Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
    if (form !== undefined) return form;
    const least = number(minLength, 0);
    return [2 + least, 2 + (typeof maxLength === 'number' ? maxLength * this.most.character : least + this.most.open)];
  }

  private list({ items, minItems, maxItems }: Readonly<Record<string, unknown>>, inside: readonly unknown[]): Span {
    const [least, most] = this.of(items, inside);
    const few = number(minItems, 0);
    const many = number(maxItems, few + this.most.open);
    return [2 + few * (least + 1) - (few > 0 ? 1 : 0), many === 0 ? 2 : 1 + many * (most + 1)];
  }

  private fields(schema: Readonly<Record<string, unknown>>, inside: readonly unknown[]): Span {
    const required = Array.isArray(schema.required) ? schema.required : [];
    const properties = isObject(schema.properties) ? Object.entries(schema.properties) : [];
    let [least, most] = [1, 1 + (schema.additionalProperties === false ? 0 : this.most.open)];
    for (const [name, property] of properties) {
      const [few, many] = this.of(property, inside);
      const key = canonicalJson(name).length + 2;
      if (required.includes(name)) least += key + few;
      most += key + many;
    }
    return [Math.max(2, least), Math.max(2, most)];
  }
}

function exactly(values: readonly Json[]): Span {
  return either(values.map((value): Span => [canonicalJson(value).length, canonicalJson(value).length]));
}

function either(spans: readonly Span[]): Span {
  return [Math.min(...spans.map(([least]) => least)), Math.max(...spans.map(([, most]) => most))];
}

function number(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
