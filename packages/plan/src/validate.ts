import { type Libraries, library } from '@omniroute/expressions';
import { deepEqual, formatPointer, isObject, type Json } from '@omniroute/primitives';
import { misfitOfFormat } from './formats.ts';
import { patternOf } from './pattern.ts';

/** One place where a value does not fit: RFC 6901 pointer into the value, and what is wrong there. */
export interface Issue {
  readonly pointer: string;
  readonly message: string;
}

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly issues: readonly Issue[] };

const MAX_ISSUES = 20;
const MAX_DEPTH = 64;
/** Schemas looked at for one value: alternatives that refer to themselves would otherwise double with each level. */
const MAX_WORK = 200_000;

type Schema = { readonly [keyword: string]: Json };
/** Where the judge stands, from the inside out: written as a pointer only when something is wrong there. */
type Place = { readonly outer: Place; readonly name: string | number } | null;

/**
 * Judges a value against a schema of LANGUAGE.md section 1 (JSON Schema 2020-12, the part named there): the one judge of
 * values at every door, for Update validators in the sandbox, the activity wrapper, mocks and the browser. Nothing is
 * compiled, and the work is bounded whatever the schema. A schema with a pattern needs the engine of regular expressions.
 */
export function validateWith(libraries: Libraries, schema: unknown, value: unknown): Verdict {
  const judge = new Judge(schema, { left: MAX_WORK }, libraries);
  judge.check(schema, value, null, 0);
  return judge.issues.length === 0 ? { ok: true } : { ok: false, issues: judge.issues };
}

class Judge {
  readonly issues: Issue[] = [];
  private readonly libraries: Libraries;
  private readonly root: unknown;
  private readonly work: { left: number };

  constructor(root: unknown, work: { left: number }, libraries: Libraries) {
    this.libraries = libraries;
    this.root = root;
    this.work = work;
  }

  check(schema: unknown, value: unknown, place: Place, depth: number): void {
    if (schema === true || this.issues.length >= MAX_ISSUES) return;
    if (schema === false) return this.report(place, 'nothing is allowed here');
    this.work.left -= 1;
    if (this.work.left < 0) return this.report(place, 'takes too much work to check');
    if (depth > MAX_DEPTH) return this.report(place, 'it is nested too deep');
    if (!isObject(schema)) return;
    const reference = schema.$ref;
    if (typeof reference === 'string') this.check(this.resolve(reference), value, place, depth + 1);
    if (!this.type(schema, value, place)) return;
    this.constants(schema, value, place);
    this.choices(schema, value, place, depth);
    if (typeof value === 'string') this.text(schema, value, place);
    else if (typeof value === 'number') this.number(schema, value, place);
    else if (Array.isArray(value)) this.list(schema, value, place, depth);
    else if (isObject(value)) this.object(schema, value, place, depth);
  }

  private report(place: Place, message: string): void {
    const path: (string | number)[] = [];
    for (let at = place; at !== null; at = at.outer) path.unshift(at.name);
    this.issues.push({ pointer: formatPointer(path), message });
  }

  private type(schema: Schema, value: unknown, place: Place): boolean {
    const wanted = schema.type;
    if (wanted === undefined) return true;
    const types = Array.isArray(wanted) ? wanted : [wanted];
    if (types.some((type) => isOfType(String(type), value))) return true;
    this.report(place, `must be ${types.map((type) => NAMES[String(type)] ?? String(type)).join(' or ')}`);
    return false;
  }

  private constants(schema: Schema, value: unknown, place: Place): void {
    const { enum: allowed } = schema;
    if (Array.isArray(allowed) && !allowed.some((one) => deepEqual(one, value))) {
      this.report(place, `must be one of ${allowed.map((one) => JSON.stringify(one)).join(', ')}`);
    }
    if (Object.hasOwn(schema, 'const') && !deepEqual(schema.const, value)) {
      this.report(place, `must be ${JSON.stringify(schema.const)}`);
    }
  }

  private choices(schema: Schema, value: unknown, place: Place, depth: number): void {
    for (const keyword of ['anyOf', 'oneOf'] as const) {
      const branches = schema[keyword];
      if (!Array.isArray(branches)) continue;
      const outcomes = branches.map((branch) => {
        const judge = new Judge(this.root, this.work, this.libraries);
        judge.check(branch, value, place, depth + 1);
        return judge.issues;
      });
      const fitting = outcomes.filter((issues) => issues.length === 0).length;
      if (keyword === 'oneOf' && fitting > 1) this.report(place, 'fits more than one of the allowed forms');
      if (fitting > 0) continue;
      // The form that fits best tells most: fewest issues, then the one that is wrong deepest inside.
      const [nearest] = outcomes.sort((a, b) => a.length - b.length || depthOf(b) - depthOf(a));
      if (nearest === undefined) this.report(place, 'nothing is allowed here');
      else this.issues.push(...nearest.slice(0, MAX_ISSUES - this.issues.length));
    }
  }

  private text(schema: Schema, value: string, place: Place): void {
    const { minLength, maxLength, pattern, format } = schema;
    if (typeof minLength === 'number' || typeof maxLength === 'number') {
      const length = [...value].length;
      if (typeof minLength === 'number' && length < minLength)
        this.report(place, `must have at least ${minLength} characters`);
      if (typeof maxLength === 'number' && length > maxLength)
        this.report(place, `must have at most ${maxLength} characters`);
    }
    if (typeof pattern === 'string') {
      const read = patternOf(schema as Schema & { pattern: string }, library(this.libraries, 'regex'));
      if (!read.test(value)) this.report(place, `must match ${pattern}`);
    }
    const wanted = typeof format === 'string' ? misfitOfFormat(format, value) : null;
    if (wanted !== null) this.report(place, `must be ${wanted}`);
  }

  private number(schema: Schema, value: number, place: Place): void {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
    if (typeof minimum === 'number' && value < minimum) this.report(place, `must be at least ${minimum}`);
    if (typeof maximum === 'number' && value > maximum) this.report(place, `must be at most ${maximum}`);
    if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum)
      this.report(place, `must be more than ${exclusiveMinimum}`);
    if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum)
      this.report(place, `must be less than ${exclusiveMaximum}`);
    if (typeof multipleOf === 'number' && !isMultiple(value, multipleOf))
      this.report(place, `must be a multiple of ${multipleOf}`);
  }

  private list(schema: Schema, value: readonly Json[], place: Place, depth: number): void {
    const { minItems, maxItems, items } = schema;
    if (typeof minItems === 'number' && value.length < minItems)
      this.report(place, `must have at least ${minItems} items`);
    if (typeof maxItems === 'number' && value.length > maxItems)
      this.report(place, `must have at most ${maxItems} items`);
    if (items === undefined) return;
    for (const [index, item] of value.entries()) this.check(items, item, { outer: place, name: index }, depth + 1);
  }

  private object(schema: Schema, value: Schema, place: Place, depth: number): void {
    const { properties, required, additionalProperties: others } = schema;
    for (const name of Array.isArray(required) ? required : []) {
      if (typeof name === 'string' && !Object.hasOwn(value, name)) this.report({ outer: place, name }, 'is missing');
    }
    if (properties === undefined && others === undefined) return;
    for (const name of Object.keys(value)) {
      const known = isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (known !== undefined) this.check(known, value[name], { outer: place, name }, depth + 1);
      else if (others === false) this.report({ outer: place, name }, 'is not known here');
      else if (others !== undefined) this.check(others, value[name], { outer: place, name }, depth + 1);
    }
  }

  /** What a local reference points to; `false`, which fits nothing, where it points nowhere. */
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

const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
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
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    default:
      return false;
  }
}

/** Binary fractions are not exact: 0.3 is a multiple of 0.1. */
function isMultiple(value: number, step: number): boolean {
  const ratio = value / step;
  return Math.abs(ratio - Math.round(ratio)) <= 1e-9 * Math.max(1, Math.abs(ratio));
}

function depthOf(issues: readonly Issue[]): number {
  return issues[0]?.pointer.length ?? 0;
}
