import { canonicalJson, deepEqual, formatPointer, isObject, type Json, parseDuration, parseInstant } from '@omniroute/primitives';
import { RE2JS } from 're2js';

/** One place where a value does not fit. */
export interface Issue {
  readonly pointer: string;
  readonly message: string;
}

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly issues: readonly Issue[] };

const MAX_ISSUES = 20;
const MAX_DEPTH = 64;

/**
 * Judges a value against a schema of LANGUAGE.md section 1 (JSON Schema 2020-12, the part named there): the one judge of
 * values at every door: Update validators in the sandbox, the activity wrapper, mocks and the browser. Nothing is compiled.
 */
export function validate(schema: unknown, value: unknown): Verdict {
  const judge = new Judge(schema);
  judge.check(schema, value, [], 0);
  return judge.issues.length === 0 ? { ok: true } : { ok: false, issues: judge.issues };
}

class Judge {
  readonly issues: Issue[] = [];
  private readonly root: unknown;

  constructor(root: unknown) {
    this.root = root;
  }

  check(schema: unknown, value: unknown, path: readonly (string | number)[], depth: number): void {
    if (schema === true || this.issues.length >= MAX_ISSUES) return;
    if (schema === false) return this.report(path, 'nothing is allowed here');
    if (!isObject(schema)) return;
    if (depth > MAX_DEPTH) return this.report(path, 'it is nested too deep');
    const reference = schema['$ref'];
    if (typeof reference === 'string') this.check(this.resolve(reference), value, path, depth + 1);
    if (!this.type(schema, value, path)) return;
    if (Array.isArray(schema['enum']) && !schema['enum'].some((allowed) => deepEqual(allowed, value))) {
      this.report(path, `must be one of ${schema['enum'].map((allowed) => JSON.stringify(allowed)).join(', ')}`);
    }
    if (Object.hasOwn(schema, 'const') && !deepEqual(schema['const'], value)) this.report(path, `must be ${JSON.stringify(schema['const'])}`);
    this.choices(schema, value, path, depth);
    if (typeof value === 'string') this.text(schema, value, path);
    else if (typeof value === 'number') this.number(schema, value, path);
    else if (Array.isArray(value)) this.list(schema, value, path, depth);
    else if (isObject(value)) this.object(schema, value, path, depth);
  }

  private report(path: readonly (string | number)[], message: string): void {
    this.issues.push({ pointer: formatPointer(path), message });
  }

  private type(schema: Schema, value: unknown, path: readonly (string | number)[]): boolean {
    const wanted = schema['type'];
    const types = Array.isArray(wanted) ? wanted.map(String) : typeof wanted === 'string' ? [wanted] : [];
    if (types.length === 0 || types.some((type) => isOfType(type, value))) return true;
    this.report(path, `must be ${types.map((type) => NAMES[type] ?? type).join(' or ')}`);
    return false;
  }

  private choices(schema: Schema, value: unknown, path: readonly (string | number)[], depth: number): void {
    for (const keyword of ['anyOf', 'oneOf'] as const) {
      const branches = schema[keyword];
      if (!Array.isArray(branches)) continue;
      const outcomes = branches.map((branch) => {
        const judge = new Judge(this.root);
        judge.check(branch, value, path, depth + 1);
        return judge.issues;
      });
      const fitting = outcomes.filter((issues) => issues.length === 0).length;
      if (keyword === 'oneOf' && fitting > 1) this.report(path, 'fits more than one of the allowed forms');
      if (fitting > 0) continue;
      // The form that fits best tells most.
      const nearest = [...outcomes].sort((a, b) => a.length - b.length || (b[0]?.pointer.length ?? 0) - (a[0]?.pointer.length ?? 0))[0] ?? [];
      this.issues.push(...nearest.slice(0, MAX_ISSUES - this.issues.length));
    }
  }

  private text(schema: Schema, value: string, path: readonly (string | number)[]): void {
    const length = [...value].length;
    if (typeof schema['minLength'] === 'number' && length < schema['minLength']) this.report(path, `must have at least ${schema['minLength']} characters`);
    if (typeof schema['maxLength'] === 'number' && length > schema['maxLength']) this.report(path, `must have at most ${schema['maxLength']} characters`);
    if (typeof schema['pattern'] === 'string' && !RE2JS.compile(schema['pattern']).matcher(value).find()) this.report(path, `must match ${schema['pattern']}`);
    if (typeof schema['format'] === 'string' && !hasFormat(schema['format'], value)) this.report(path, `must be ${FORMATS[schema['format']] ?? schema['format']}`);
  }

  private number(schema: Schema, value: number, path: readonly (string | number)[]): void {
    const bound = (keyword: string): number | null => (typeof schema[keyword] === 'number' ? schema[keyword] : null);
    const [least, most, above, below, step] = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'].map(bound);
    if (least != null && value < least) this.report(path, `must be at least ${least}`);
    if (most != null && value > most) this.report(path, `must be at most ${most}`);
    if (above != null && value <= above) this.report(path, `must be more than ${above}`);
    if (below != null && value >= below) this.report(path, `must be less than ${below}`);
    if (step != null && Math.abs(value / step - Math.round(value / step)) > 1e-9) this.report(path, `must be a multiple of ${step}`);
  }

  private list(schema: Schema, value: readonly Json[], path: readonly (string | number)[], depth: number): void {
    if (typeof schema['minItems'] === 'number' && value.length < schema['minItems']) this.report(path, `must have at least ${schema['minItems']} items`);
    if (typeof schema['maxItems'] === 'number' && value.length > schema['maxItems']) this.report(path, `must have at most ${schema['maxItems']} items`);
    const { items } = schema;
    if (items !== undefined) value.forEach((item, index) => this.check(items, item, [...path, index], depth + 1));
  }

  private object(schema: Schema, value: { readonly [key: string]: Json }, path: readonly (string | number)[], depth: number): void {
    const properties = isObject(schema['properties']) ? schema['properties'] : {};
    for (const name of Array.isArray(schema['required']) ? schema['required'] : []) {
      if (typeof name === 'string' && !Object.hasOwn(value, name)) this.report([...path, name], 'is missing');
    }
    for (const [name, property] of Object.entries(value)) {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (known !== undefined) this.check(known, property, [...path, name], depth + 1);
      else if (schema['additionalProperties'] === false) this.report([...path, name], 'is not known here');
      else if (isObject(schema['additionalProperties'])) this.check(schema['additionalProperties'], property, [...path, name], depth + 1);
    }
  }

  private resolve(reference: string): unknown {
    let found: unknown = this.root;
    for (const segment of reference.slice(1).split('/').slice(1)) {
      const name = segment.replaceAll('~1', '/').replaceAll('~0', '~');
      if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return false;
      found = (found as Record<string, unknown>)[name];
    }
    return found;
  }
}

type Schema = { readonly [keyword: string]: Json };

const NAMES: Readonly<Record<string, string>> = {
  string: 'text', number: 'a number', integer: 'a whole number', boolean: 'true or false', array: 'a list', object: 'an object', null: 'null',
};

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    default:
      // biome-ignore lint/suspicious/useValidTypeof: the remaining JSON Schema types are JavaScript's own names
      return typeof value === type;
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': 'a point in time like 2026-01-05T09:00:00Z', date: 'a date like 2026-01-05', duration: 'a duration like PT2H', email: 'an e-mail address',
  uri: 'an address like https://example.com', uuid: 'a UUID',
};

const EMAIL = /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/;
const URI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s]+$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Formats are asserted (LANGUAGE.md section 1); an unknown one says nothing. */
function hasFormat(format: string, value: string): boolean {
  switch (format) {
    case 'date-time':
      return parseInstant(value).ok;
    case 'date':
      return parseInstant(`${value}T00:00:00Z`).ok;
    case 'duration':
      return parseDuration(value).ok;
    case 'email':
      return EMAIL.test(value);
    case 'uri':
      return URI.test(value);
    case 'uuid':
      return UUID.test(value);
    default:
      return true;
  }
}

/** Bytes of a value in its canonical form, as far as characters tell; what limits are measured in. */
export function sizeOf(value: Json): number {
  return canonicalJson(value).length;
}
