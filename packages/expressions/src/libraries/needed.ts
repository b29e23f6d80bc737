import { isObject } from '@omniroute/primitives';
import type { Libraries, LibraryName } from './libraries.ts';

/** Words in an expression, and names of fields in a document, that may need a library. */
const WORDS: Readonly<Record<LibraryName, readonly string[]>> = {
  regex: ['matches'],
  zones: [
    'getFullYear',
    'getMonth',
    'getDate',
    'getDayOfMonth',
    'getDayOfWeek',
    'getDayOfYear',
    'getHours',
    'getMinutes',
    'getSeconds',
    'getMilliseconds',
  ],
};
const FIELDS: Readonly<Record<string, LibraryName>> = { pattern: 'regex', timezone: 'zones' };
const NAMES = ['regex', 'zones'] as const;

/**
 * The libraries that checking and running these may need: expressions, services, schemas. It errs on the safe side (a text
 * with the word "matches" may be no expression), never on the other.
 */
export function neededLibraries(...values: readonly unknown[]): readonly LibraryName[] {
  const needed = new Set<LibraryName>();
  const left: unknown[] = [...values];
  while (left.length > 0 && needed.size < NAMES.length) {
    const value = left.pop();
    if (typeof value === 'string')
      for (const name of NAMES) if (WORDS[name].some((word) => value.includes(word))) needed.add(name);
    if (Array.isArray(value)) left.push(...value);
    else if (isObject(value))
      for (const [field, inner] of Object.entries(value)) {
        const name = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
        if (name !== undefined) needed.add(name);
        left.push(inner);
      }
  }
  return NAMES.filter((name) => needed.has(name));
}

/** Of the libraries that checking and running these may need, those that are not there. */
export function missingLibraries(have: Libraries, ...values: readonly unknown[]): readonly LibraryName[] {
  if (NAMES.every((name) => have[name] !== null)) return [];
  return neededLibraries(...values).filter((name) => have[name] === null);
}
