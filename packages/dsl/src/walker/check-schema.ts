import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { closestName, formatPointer, isObject } from '@omniroute/primitives';
import type { WrittenPattern } from './check-patterns.ts';
import { FORMATS, KEYWORDS, TYPES } from './keywords.ts';

const MAX_DEPTH = 32;

/** What a schema is found to be; its patterns are judged by `checkPatterns`. */
export interface CheckedSchema {
  readonly findings: readonly Diagnostic[];
  readonly patterns: readonly WrittenPattern[];
}

/** What is found on the way through a schema. */
interface Found {
  readonly findings: Diagnostic[];
  readonly patterns: WrittenPattern[];
}

/** Judges a JSON Schema of a tenant: the keywords of LANGUAGE.md section 1, each with a usable value. */
export function checkSchema(schema: unknown, pointer: string): CheckedSchema {
  const found: Found = { findings: [], patterns: [] };
  check(schema, pointer, found, schema, 0);
  return found;
}

function check(schema: unknown, pointer: string, found: Found, root: unknown, depth: number): void {
  const { findings, patterns } = found;
  const wrong = (place: string, where: string, expected: string) =>
    findings.push(diagnostic('OR1005', { pointer: place, expected, got: 'something else', facts: { where } }));
  if (typeof schema === 'boolean') return;
  if (!isObject(schema)) return void wrong(pointer, 'The schema', 'a JSON Schema');
  if (depth > MAX_DEPTH) return void wrong(pointer, 'The schema', `nested at most ${MAX_DEPTH} deep`);
  for (const [keyword, value] of Object.entries(schema)) {
    const place = `${pointer}${formatPointer([keyword])}`;
    const where = `"${keyword}"`;
    const kind = Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword] : undefined;
    if (kind === undefined) {
      if (keyword.startsWith('x-')) continue;
      const close = closestName(keyword, Object.keys(KEYWORDS));
      findings.push(
        diagnostic('OR1011', {
          pointer: place,
          ...(close === undefined ? {} : { did_you_mean: close }),
          facts: { field: keyword },
        }),
      );
      continue;
    }
    switch (kind) {
      case 'schema':
        check(value, place, found, root, depth + 1);
        break;
      case 'additional':
        check(value, place, found, root, depth + 1);
        break;
      case 'schemas':
        if (!Array.isArray(value) || value.length === 0) wrong(place, where, 'a list of schemas');
        else value.forEach((each, index) => check(each, `${place}${formatPointer([index])}`, found, root, depth + 1));
        break;
      case 'schemaMap':
        if (!isObject(value)) wrong(place, where, 'an object of schemas');
        else
          for (const [name, each] of Object.entries(value))
            check(each, `${place}${formatPointer([name])}`, found, root, depth + 1);
        break;
      case 'types':
        if (!(Array.isArray(value) ? value : [value]).every((type) => typeof type === 'string' && TYPES.includes(type)))
          wrong(place, where, `one of ${[...TYPES].join(', ')}`);
        break;
      case 'list':
        if (!Array.isArray(value)) wrong(place, where, 'a list');
        break;
      case 'names':
        if (!Array.isArray(value) || !value.every((name) => typeof name === 'string'))
          wrong(place, where, 'a list of names');
        break;
      case 'count':
        if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
          wrong(place, where, 'a whole number, not negative');
        break;
      case 'number':
        if (typeof value !== 'number') wrong(place, where, 'a number');
        break;
      case 'text':
        if (typeof value !== 'string') wrong(place, where, 'text');
        else if (keyword === 'format' && !FORMATS.includes(value))
          findings.push(
            diagnostic('OR1006', { pointer: place, expected: FORMATS.join(', '), got: value, facts: { where } }),
          );
        break;
      case 'pattern':
        if (typeof value !== 'string') wrong(place, where, 'text');
        else patterns.push({ pointer: place, pattern: value });
        break;
      case 'reference':
        if (typeof value !== 'string' || !leadsSomewhere(root, value))
          findings.push(diagnostic('OR2004', { pointer: place, facts: { what: 'schema', name: String(value) } }));
        break;
      case 'any':
        break;
    }
  }
}

function leadsSomewhere(root: unknown, reference: string): boolean {
  if (!reference.startsWith('#')) return false;
  let found: unknown = root;
  for (const segment of reference.split('/').slice(1)) {
    if (!isObject(found) || !Object.hasOwn(found, segment)) return false;
    found = found[segment];
  }
  return true;
}
