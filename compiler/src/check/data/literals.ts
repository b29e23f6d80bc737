import { type Diagnostic, diagnostic } from '@omniroute/errors';
import {
  assignable,
  BOOL,
  DOUBLE,
  ERROR,
  INT,
  isTemplate,
  type Libraries,
  listOf,
  NULL,
  type Type,
  typeFromSchema,
  typeToString,
  unionOf,
} from '@omniroute/expressions';
import { validateWith } from '@omniroute/plan';
import { formatPointer, isObject, type Json } from '@omniroute/primitives';

/** Type of a value whose strings may be templates; `typeOf` answers for those, by pointer. */
export function typeOfValue(value: unknown, pointer: string, typeOf: (pointer: string) => Type | undefined): Type {
  const hole = typeOf(pointer);
  if (hole !== undefined) return hole;
  if (value === null || value === undefined) return NULL;
  if (typeof value === 'boolean') return BOOL;
  if (typeof value === 'number') return Number.isInteger(value) ? INT : DOUBLE;
  if (typeof value === 'string') return { kind: 'string', values: [value] };
  if (Array.isArray(value)) {
    const items = value.map((item, index) => typeOfValue(item, `${pointer}${formatPointer([index])}`, typeOf));
    return listOf(unionOf(items, ERROR));
  }
  if (!isObject(value)) return ERROR;
  const fields = Object.entries(value).map(([name, member]) => {
    const type = typeOfValue(member, `${pointer}${formatPointer([name])}`, typeOf);
    return [name, { type, optional: false }] as const;
  });
  return { kind: 'record', fields: Object.fromEntries(fields), open: false };
}

/** A value that goes to a place with a schema. */
export interface Given {
  readonly value: unknown;
  readonly pointer: string;
  readonly type: Type;
  readonly schema: unknown;
  /** How the place is called, with a capital. */
  readonly where: string;
  readonly node_id?: string | undefined;
}

/** Judges a value in its place: by its type, and one that is written out by every bound of the schema. */
export function checkGiven(
  { value, pointer, type, schema, where, node_id }: Given,
  libraries: Libraries,
  findings: Diagnostic[],
): void {
  const whole = typeFromSchema(schema);
  const at = { pointer, ...(node_id === undefined ? {} : { node_id }) };
  if (!assignable(type, whole)) {
    const { path, got, expected } = misfit(value, type, whole);
    const facts = { expected: typeToString(expected), got: typeToString(got), facts: { where } };
    const name = path.at(-1);
    const place = name === undefined ? facts : { ...facts, facts: { where: `"${name}"` } };
    findings.push(diagnostic('OR4002', { ...at, pointer: `${pointer}${formatPointer(path)}`, ...place }));
  } else if (isLiteral(value)) {
    const verdict = validateWith(libraries, schema, value as Json);
    const issue = verdict.ok ? undefined : verdict.issues[0];
    if (issue === undefined) return;
    const facts = { expected: `a value that ${issue.message}`, got: 'another', facts: { where } };
    findings.push(diagnostic('OR4002', { ...at, pointer: `${pointer}${issue.pointer}`, ...facts }));
  }
}

/** The innermost place that was written out and does not fit. A field that is missing is looked for in its object. */
function misfit(value: unknown, got: Type, expected: Type): { path: string[]; got: Type; expected: Type } {
  const here = { path: [], got, expected };
  if (!isObject(value) || got.kind !== 'record' || expected.kind !== 'record') return here;
  for (const [name, wanted] of Object.entries(expected.fields)) {
    const field = got.fields[name];
    if (field === undefined || assignable(field.type, wanted.type)) continue;
    const inner = misfit(value[name], field.type, wanted.type);
    return { ...inner, path: [name, ...inner.path] };
  }
  return here;
}

/** Whether a value holds no template at all. */
function isLiteral(value: unknown): boolean {
  if (typeof value === 'string') return !isTemplate(value);
  if (Array.isArray(value)) return value.every(isLiteral);
  return !isObject(value) || Object.values(value).every(isLiteral);
}
