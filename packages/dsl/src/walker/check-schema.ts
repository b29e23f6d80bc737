import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { closestName, formatPointer, isObject } from '@omniroute/primitives';
import { RE2JS } from 're2js';
import { FORMATS, KEYWORDS, TYPES } from './keywords.ts';

const MAX_DEPTH = 32;

/** Judges a JSON Schema of a tenant: the keywords of LANGUAGE.md section 1, each with a usable value. */
export function checkSchema(schema: unknown, pointer: string): Diagnostic[] {
  const findings: Diagnostic[] = [];
  check(schema, pointer, findings, schema, 0);
  return findings;
}

function check(schema: unknown, pointer: string, findings: Diagnostic[], root: unknown, depth: number): void {
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
        check(value, place, findings, root, depth + 1);
        break;
      case 'additional':
        check(value, place, findings, root, depth + 1);
        break;
      case 'schemas':
        if (!Array.isArray(value) || value.length === 0) wrong(place, where, 'a list of schemas');
        else
          value.forEach((each, index) => check(each, `${place}${formatPointer([index])}`, findings, root, depth + 1));
        break;
      case 'schemaMap':
        if (!isObject(value)) wrong(place, where, 'an object of schemas');
        else
          for (const [name, each] of Object.entries(value))
            check(each, `${place}${formatPointer([name])}`, findings, root, depth + 1);
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
        else if (!readable(value))
          findings.push(diagnostic('OR4013', { pointer: place, facts: { problem: 'it is not RE2 syntax' } }));
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

function readable(pattern: string): boolean {
  try {
    RE2JS.compile(pattern);
    return true;
  } catch {
    return false;
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
