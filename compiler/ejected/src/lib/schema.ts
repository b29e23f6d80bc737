import { isObject } from './json.ts';
import { durationOf } from './time.ts';

/** A JSON Schema, as far as services may use it. */
export type Schema = boolean | { readonly [keyword: string]: unknown };

/** What is wrong with a value, in a few words; null if it fits. */
export function misfitOf(schema: Schema, value: unknown): string | null {
  return misfit(schema, value, schema, '', 0);
}

type Check = (schema: Readonly<Record<string, unknown>>, value: unknown, at: Where) => string | null;

interface Where {
  readonly root: Schema;
  readonly place: string;
  readonly depth: number;
}

function misfit(schema: unknown, value: unknown, root: Schema, place: string, depth: number): string | null {
  if (schema === true || schema === undefined) return null;
  if (!isObject(schema) || depth > 64) return said(place, 'is not allowed here');
  if (typeof schema.$ref === 'string') return misfit(pointed(root, schema.$ref), value, root, place, depth + 1);
  for (const check of CHECKS) {
    const wrong = check(schema, value, { root, place, depth });
    if (wrong !== null) return wrong;
  }
  return null;
}

const CHECKS: readonly Check[] = [ofType, oneOfValues, oneOfForms, text, number, list, object];

function ofType({ type }: Readonly<Record<string, unknown>>, value: unknown, { place }: Where): string | null {
  if (type === undefined) return null;
  const types = Array.isArray(type) ? type.map(String) : [String(type)];
  return types.some((each) => isOfType(each, value)) ? null : said(place, `must be ${types.join(' or ')}`);
}

function isOfType(type: string, value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'number') return Number.isFinite(value);
  return typeof value === type;
}

function oneOfValues(schema: Readonly<Record<string, unknown>>, value: unknown, { place }: Where): string | null {
  const allowed = Array.isArray(schema.enum) ? schema.enum : 'const' in schema ? [schema.const] : null;
  if (allowed === null || allowed.some((each) => same(each, value))) return null;
  return said(place, `must be one of ${allowed.map((each) => JSON.stringify(each)).join(', ')}`);
}

function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => same(item, b[at]));
  if (!isObject(a) || !isObject(b)) return a === b;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => name in b && same(a[name], b[name]));
}

function oneOfForms(schema: Readonly<Record<string, unknown>>, value: unknown, at: Where): string | null {
  for (const keyword of ['anyOf', 'oneOf']) {
    const forms = schema[keyword];
    if (!Array.isArray(forms)) continue;
    const wrong = forms.map((form) => misfit(form, value, at.root, at.place, at.depth + 1));
    const fitting = wrong.filter((each) => each === null).length;
    if (keyword === 'oneOf' && fitting > 1) return said(at.place, 'fits more than one of the allowed forms');
    if (fitting === 0) return wrong[0] ?? said(at.place, 'is not allowed here');
  }
  return null;
}

function text(schema: Readonly<Record<string, unknown>>, value: unknown, { place }: Where): string | null {
  if (typeof value !== 'string') return null;
  const { minLength, maxLength, pattern, format } = schema;
  const length = [...value].length;
  if (typeof minLength === 'number' && length < minLength)
    return said(place, `must have at least ${minLength} characters`);
  if (typeof maxLength === 'number' && length > maxLength)
    return said(place, `must have at most ${maxLength} characters`);
  if (typeof pattern === 'string' && !new RegExp(pattern, 'u').test(value)) return said(place, `must match ${pattern}`);
  const formats = FORMATS[String(format)];
  return formats === undefined || formats(value) ? null : said(place, `must be a ${format}`);
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  'date-time': (value) => INSTANT.test(value) && !Number.isNaN(Date.parse(value)),
  date: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(`${value}T00:00:00Z`)),
  duration: (value) => durationOf(value) !== null,
  email: (value) => /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/.test(value),
  uri: (value) => /^[A-Za-z][A-Za-z0-9+.-]*:[^\s]+$/.test(value),
  uuid: (value) => /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value),
};

function number(schema: Readonly<Record<string, unknown>>, value: unknown, { place }: Where): string | null {
  if (typeof value !== 'number') return null;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (typeof minimum === 'number' && value < minimum) return said(place, `must be at least ${minimum}`);
  if (typeof maximum === 'number' && value > maximum) return said(place, `must be at most ${maximum}`);
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum)
    return said(place, `must be more than ${exclusiveMinimum}`);
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum)
    return said(place, `must be less than ${exclusiveMaximum}`);
  if (typeof multipleOf !== 'number') return null;
  const ratio = value / multipleOf;
  const isMultiple = Math.abs(ratio - Math.round(ratio)) <= 1e-9 * Math.max(1, Math.abs(ratio));
  return isMultiple ? null : said(place, `must be a multiple of ${multipleOf}`);
}

function list(schema: Readonly<Record<string, unknown>>, value: unknown, at: Where): string | null {
  if (!Array.isArray(value)) return null;
  const { minItems, maxItems, items } = schema;
  if (typeof minItems === 'number' && value.length < minItems)
    return said(at.place, `must have at least ${minItems} items`);
  if (typeof maxItems === 'number' && value.length > maxItems)
    return said(at.place, `must have at most ${maxItems} items`);
  for (const [index, item] of value.entries()) {
    const wrong = misfit(items, item, at.root, `${at.place}/${index}`, at.depth + 1);
    if (wrong !== null) return wrong;
  }
  return null;
}

function object(schema: Readonly<Record<string, unknown>>, value: unknown, at: Where): string | null {
  if (!isObject(value)) return null;
  const { properties, required, additionalProperties: others } = schema;
  const missing = (Array.isArray(required) ? required : []).find((name) => !Object.hasOwn(value, String(name)));
  if (missing !== undefined) return said(`${at.place}/${missing}`, 'is missing');
  for (const [name, part] of Object.entries(value)) {
    const known = isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : others;
    const wrong =
      known === false
        ? said(`${at.place}/${name}`, 'is not known here')
        : misfit(known, part, at.root, `${at.place}/${name}`, at.depth + 1);
    if (wrong !== null) return wrong;
  }
  return null;
}

function pointed(root: Schema, reference: string): unknown {
  return reference
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((found, name) => (isObject(found) ? found[name] : false), root);
}

function said(place: string, problem: string): string {
  return `${place} ${problem}`.trim();
}
