import { type Diagnostic, type DiagnosticCode, type DiagnosticFacts, diagnostic } from '@omniroute/errors';
import { isTemplate } from '@omniroute/expressions';
import { closestName, formatPointer, isObject, parseDuration, parseInstant } from '@omniroute/primitives';
import type { WrittenPattern } from './check-patterns.ts';
import { checkSchema } from './check-schema.ts';
import { type SimplePattern, simplePattern } from './simple-pattern.ts';
import { takesTemplate } from './takes-template.ts';

/** A string with a template in it: the compiler types it against `schema`, the schema of its place. */
export interface Hole {
  readonly pointer: string;
  readonly schema: Schema;
  readonly text: string;
}

export type Schema = { readonly [keyword: string]: unknown };

export interface Walked {
  readonly findings: readonly Diagnostic[];
  readonly holes: readonly Hole[];
  /** Patterns of tenants' schemas: `checkPatterns` judges them. */
  readonly patterns: readonly WrittenPattern[];
}

const DURATION_WORDS = 'a duration like PT30S, PT2H or P7D';
const FORMATS: Readonly<Record<string, readonly [words: string, fits: (text: string) => boolean]>> = {
  duration: [DURATION_WORDS, (text) => parseDuration(text).ok],
  'date-time': ['a point in time like 2026-01-05T09:00:00Z', (text) => parseInstant(text).ok],
};
const PATTERN_WORDS: Readonly<Record<string, string>> = {
  '^[a-z][a-z0-9_]{0,62}$': 'lower-case letters, digits and _, beginning with a letter',
  '^[a-z][a-z0-9-]{1,62}$': 'lower-case letters, digits and -, beginning with a letter, at least two characters',
  '^[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*$': 'lower-case words joined by dots, like business.refused',
  '^[A-Za-z0-9 _-]{3,100}$': '3 to 100 letters, digits, spaces, - and _',
};

// Memo, 2026-11-24: reading a pattern costs a thousand times what using it does, and the schemas are the product's own.
const patterns = new WeakMap<object, ReadonlyMap<string, SimplePattern>>();

/** The compiled patterns of a schema: its own `pattern` and those of its properties' names. */
function patternsOf(schema: Schema): ReadonlyMap<string, SimplePattern> {
  const known = patterns.get(schema);
  if (known !== undefined) return known;
  const names = Object.keys((schema.patternProperties ?? {}) as object);
  const sources = typeof schema.pattern === 'string' ? [schema.pattern, ...names] : names;
  const read = new Map(sources.map((source) => [source, own(source)]));
  patterns.set(schema, read);
  return read;
}

function own(source: string): SimplePattern {
  const pattern = simplePattern(source);
  if (pattern === null) throw new Error(`The pattern ${source} of the product's own schemas is not a simple one.`);
  return pattern;
}

/**
 * Checks a document's shape against a TypeBox schema. A string that holds a template is a hole, not a fault, unless its
 * place is marked `x-literal`; text of another language is marked `x-verbatim`; a place marked `x-schema` holds a JSON Schema of a tenant and is judged as one.
 * Fields that people try and that are none are named in `x-instead`, each with a sentence on what to draw instead. One root
 * cause per fault: what is wrong inside something wrong is not reported. `at` and `where` say what the value is a part of, as
 * findings point at it and call it.
 */
export function walk(schema: unknown, value: unknown, at = '', where = 'the document'): Walked {
  const walker = new Walker();
  walker.check(schema as Schema, value, at, where);
  return { findings: walker.findings, holes: walker.holes, patterns: walker.patterns };
}

class Walker {
  readonly findings: Diagnostic[] = [];
  readonly holes: Hole[] = [];
  readonly patterns: WrittenPattern[] = [];

  check(schema: Schema, value: unknown, pointer: string, where: string): void {
    if (schema['x-schema'] === true) {
      const { findings, patterns } = checkSchema(value, pointer);
      this.findings.push(...findings);
      this.patterns.push(...patterns);
      return;
    }
    if (typeof value === 'string' && isTemplate(value) && schema['x-verbatim'] !== true) {
      if (!takesTemplate(schema)) this.report('OR1012', pointer, { facts: { where } });
      else this.holes.push({ pointer, schema, text: value });
      return;
    }
    if (Array.isArray(schema.anyOf)) return this.union(schema.anyOf as Schema[], value, pointer, where);
    if (Object.hasOwn(schema, 'const') && value !== schema.const)
      return this.wrongValue(pointer, where, [schema.const], value);
    if (Array.isArray(schema.enum) && !schema.enum.includes(value))
      return this.wrongValue(pointer, where, schema.enum, value);
    switch (schema.type) {
      case 'string':
        return this.text(schema, value, pointer, where);
      case 'number':
      case 'integer':
        return this.number(schema, value, pointer, where);
      case 'boolean':
        if (typeof value !== 'boolean') this.wrongType(pointer, where, 'true or false', value);
        return;
      case 'array':
        return this.list(schema, value, pointer, where);
      case 'object':
        return this.object(schema, value, pointer, where);
      default:
        return this.open(value, pointer);
    }
  }

  private report(code: DiagnosticCode, pointer: string, given: Omit<DiagnosticFacts, 'pointer'> = {}): void {
    this.findings.push(diagnostic(code, { pointer, ...given }));
  }

  private wrongType(pointer: string, where: string, expected: string, value: unknown): void {
    this.report('OR1005', pointer, { expected, got: kindOf(value), facts: { where: capital(where) } });
  }

  private wrongValue(pointer: string, where: string, allowed: readonly unknown[], value: unknown): void {
    const close =
      typeof value === 'string'
        ? closestName(
            value,
            allowed.filter((each) => typeof each === 'string'),
          )
        : undefined;
    this.report('OR1006', pointer, {
      expected: allowed.map((each) => JSON.stringify(each)).join(', '),
      got: typeof value === 'string' ? value : JSON.stringify(value),
      ...(close === undefined ? {} : { did_you_mean: close }),
      facts: { where: capital(where) },
    });
  }

  private text(schema: Schema, value: unknown, pointer: string, where: string): void {
    if (typeof value !== 'string') return this.wrongType(pointer, where, 'text', value);
    const length = [...value].length;
    const [least, most] = [schema.minLength, schema.maxLength];
    if (typeof least === 'number' && length < least)
      return this.bounds(pointer, where, `at least ${least} characters long`, `${length}`);
    if (typeof most === 'number' && length > most)
      return this.bounds(pointer, where, `at most ${most} characters long`, `${length}`);
    const { pattern, format } = schema;
    const spelled = (expected: string) =>
      this.report('OR1007', pointer, { expected, got: value, facts: { where: capital(where) } });
    if (typeof pattern === 'string' && patternsOf(schema).get(pattern)?.test(value) !== true)
      return spelled(PATTERN_WORDS[pattern] ?? `written like ${pattern}`);
    const known = typeof format === 'string' ? FORMATS[format] : undefined;
    if (known !== undefined && !known[1](value)) spelled(known[0]);
  }

  private bounds(pointer: string, where: string, expected: string, got: string): void {
    this.report('OR1008', pointer, { expected, got, facts: { where: capital(where) } });
  }

  private number(schema: Schema, value: unknown, pointer: string, where: string): void {
    const whole = schema.type === 'integer';
    if (typeof value !== 'number' || (whole && !Number.isInteger(value)))
      return this.wrongType(pointer, where, whole ? 'a whole number' : 'a number', value);
    const { minimum, maximum, exclusiveMinimum } = schema;
    if (typeof minimum === 'number' && value < minimum)
      return this.bounds(pointer, where, `at least ${minimum}`, `${value}`);
    if (typeof maximum === 'number' && value > maximum)
      return this.bounds(pointer, where, `at most ${maximum}`, `${value}`);
    if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum)
      this.bounds(pointer, where, `more than ${exclusiveMinimum}`, `${value}`);
  }

  private list(schema: Schema, value: unknown, pointer: string, where: string): void {
    if (!Array.isArray(value)) return this.wrongType(pointer, where, 'a list', value);
    if (typeof schema.minItems === 'number' && value.length < schema.minItems)
      return this.bounds(pointer, where, `a list of at least ${schema.minItems}`, `${value.length}`);
    if (typeof schema.maxItems === 'number' && value.length > schema.maxItems)
      return this.bounds(pointer, where, `a list of at most ${schema.maxItems}`, `${value.length}`);
    const items = schema.items;
    value.forEach((item, index) => {
      if (isObject(items))
        this.check(items, item, `${pointer}${formatPointer([index])}`, `item ${index + 1} of ${where}`);
      else this.open(item, `${pointer}${formatPointer([index])}`);
    });
  }

  private object(schema: Schema, value: unknown, pointer: string, where: string): void {
    if (!isObject(value)) return this.wrongType(pointer, where, 'an object', value);
    const properties = (schema.properties ?? {}) as Readonly<Record<string, Schema>>;
    const named = (schema.patternProperties ?? {}) as Readonly<Record<string, Schema>>;
    for (const name of (schema.required ?? []) as readonly string[]) {
      if (!Object.hasOwn(value, name))
        this.report('OR1004', pointer, { facts: { where: capital(where), field: name } });
    }
    if (typeof schema.maxProperties === 'number' && Object.keys(value).length > schema.maxProperties) {
      this.bounds(pointer, where, `at most ${schema.maxProperties} entries`, `${Object.keys(value).length}`);
    }
    if (Array.isArray(schema.oneOf)) this.exactlyOne(schema.oneOf as Schema[], value, pointer, where);
    for (const [name, member] of Object.entries(value)) {
      const place = `${pointer}${formatPointer([name])}`;
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const [, byPattern] =
        Object.entries(named).find(([pattern]) => patternsOf(schema).get(pattern)?.test(name) === true) ?? [];
      if (known !== undefined) this.check(known, member, place, `"${name}"`);
      else if (byPattern !== undefined) this.check(byPattern, member, place, `"${name}"`);
      else if (isObject(schema.additionalProperties))
        this.check(schema.additionalProperties, member, place, `"${name}"`);
      else if (schema.additionalProperties === false) {
        const instead = insteadOf(schema, name);
        const close = instead === undefined ? closestName(name, Object.keys(properties)) : undefined;
        this.report('OR1003', place, {
          ...(close === undefined ? {} : { did_you_mean: close }),
          ...(instead === undefined ? {} : { instead }),
          facts: { field: name, where },
        });
      } else this.open(member, place);
    }
  }

  /** Of fields that exclude each other exactly one is there: each form of `oneOf` requires one. */
  private exactlyOne(forms: readonly Schema[], value: object, pointer: string, where: string): void {
    const fields = forms.flatMap((form) => (form.required ?? []) as readonly string[]);
    const given = fields.filter((field) => Object.hasOwn(value, field));
    if (given.length === 1) return;
    const got = given.length === 0 ? 'given none' : `given ${given.join(' and ')}`;
    this.bounds(pointer, where, `given exactly one of ${fields.join(', ')}`, got);
  }

  /** A value of any shape: only its templates matter. */
  private open(value: unknown, pointer: string): void {
    if (typeof value === 'string') {
      if (isTemplate(value)) this.holes.push({ pointer, schema: {}, text: value });
    } else if (Array.isArray(value))
      value.forEach((item, index) => this.open(item, `${pointer}${formatPointer([index])}`));
    else if (isObject(value))
      for (const [name, member] of Object.entries(value)) this.open(member, `${pointer}${formatPointer([name])}`);
  }

  /** Of several forms the one that fits, or the findings of the one that fits best. */
  private union(forms: readonly Schema[], value: unknown, pointer: string, where: string): void {
    const tried = forms.map((form) => {
      const walker = new Walker();
      walker.check(form, value, pointer, where);
      return walker;
    });
    const best = tried.reduce((a, b) => (score(b, pointer) < score(a, pointer) ? b : a));
    this.findings.push(...best.findings);
    this.holes.push(...best.holes);
    this.patterns.push(...best.patterns);
  }
}

/** What to draw instead of a field that is none, where the schema knows that people try it. */
function insteadOf(schema: Schema, name: string): string | undefined {
  const known = schema['x-instead'];
  const sentence = isObject(known) && Object.hasOwn(known, name) ? known[name] : undefined;
  return typeof sentence === 'string' ? sentence : undefined;
}

/** A form whose faults lie deeper was more likely meant. */
function score(walker: Walker, pointer: string): number {
  if (walker.findings.length === 0) return 0;
  return (
    walker.findings.length +
    (walker.findings.some((finding) => finding.pointer === pointer && finding.code !== 'OR1004') ? 1000 : 0)
  );
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  const names: Readonly<Record<string, string>> = {
    string: 'text',
    number: 'a number',
    boolean: 'true or false',
    object: 'an object',
  };
  return names[typeof value] ?? typeof value;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
