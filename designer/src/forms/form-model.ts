import type { JsonSchema } from '@omniroute/dsl';
import type { Json } from '@omniroute/primitives';

/** How a field of a form is entered. */
export type FieldKind = 'text' | 'number' | 'integer' | 'boolean' | 'choice' | 'json';

/** One field of a form made from a schema's property. */
export interface FieldModel {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  readonly options: readonly string[];
  readonly initial: string;
}

/** What a person typed, by field. */
export type FormText = Readonly<Record<string, string>>;

/** Fields of an object schema, in its own order; anything deeper than one level is entered as JSON. */
export function fieldsOf(schema: JsonSchema | null | undefined): FieldModel[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const properties = (schema.properties ?? {}) as Readonly<Record<string, JsonSchema>>;
  const required = new Set(Array.isArray(schema.required) ? (schema.required as string[]) : []);
  return Object.entries(properties).map(([name, property]) => {
    const facts = typeof property === 'object' ? property : {};
    const options = Array.isArray(facts.enum)
      ? (facts.enum as Json[]).filter((option) => typeof option === 'string')
      : [];
    return {
      name,
      label: typeof facts.title === 'string' ? facts.title : name,
      description: typeof facts.description === 'string' ? facts.description : '',
      kind: kindOf(facts, options.length > 0),
      required: required.has(name),
      options,
      initial: initialText(facts.default),
    };
  });
}

function kindOf(facts: Readonly<Record<string, unknown>>, hasOptions: boolean): FieldKind {
  if (hasOptions) return 'choice';
  switch (facts.type) {
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'integer':
      return 'integer';
    case 'boolean':
      return 'boolean';
    default:
      return 'json';
  }
}

function initialText(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What is wrong with a field, as a key of the texts. */
export type FieldProblem =
  | { readonly key: 'form.required' | 'form.number' }
  | { readonly key: 'form.invalid_json'; readonly problem: string };

/** Reads what was typed: the object to send, or the problems by field. Empty optional fields are left out. */
export function readForm(
  fields: readonly FieldModel[],
  text: FormText,
): { value: Record<string, Json>; problems: Readonly<Record<string, FieldProblem>> } {
  const value: Record<string, Json> = {};
  const problems: Record<string, FieldProblem> = {};
  for (const field of fields) {
    const typed = text[field.name] ?? field.initial;
    if (typed === '') {
      if (field.required) problems[field.name] = { key: 'form.required' };
      continue;
    }
    const read = readField(field.kind, typed);
    if ('problem' in read) problems[field.name] = read.problem;
    else value[field.name] = read.value;
  }
  return { value, problems };
}

function readField(kind: FieldKind, typed: string): { value: Json } | { problem: FieldProblem } {
  if (kind === 'number' || kind === 'integer') {
    const number = Number(typed);
    const fine = Number.isFinite(number) && (kind === 'number' || Number.isInteger(number));
    return fine ? { value: number } : { problem: { key: 'form.number' } };
  }
  if (kind === 'boolean') return { value: typed === 'true' };
  if (kind !== 'json') return { value: typed };
  try {
    return { value: JSON.parse(typed) as Json };
  } catch (error) {
    return { problem: { key: 'form.invalid_json', problem: (error as Error).message } };
  }
}
