import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { formatPointer, type Json } from '@omniroute/primitives';
import { type Place, placeAt } from './place.ts';

/** A document read from text. `document` is undefined when nothing could be read. */
export interface ParsedSource {
  readonly document: Json | undefined;
  readonly findings: readonly Diagnostic[];
  /** Where the value at a pointer stands, or the nearest one above it. */
  place(pointer: string): Place | null;
}

export const MAX_CHARACTERS = 4_000_000;
export const MAX_DEPTH = 200;
const FORBIDDEN: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/** A source of which nothing can be read, and why. */
export function unreadable(finding: Diagnostic): ParsedSource {
  return { document: undefined, findings: [finding], place: () => null };
}

/** The finding for a text that is too long to be read, or `null`. */
export function tooLong(text: string): Diagnostic | null {
  if (text.length <= MAX_CHARACTERS) return null;
  return diagnostic('OR1013', {
    pointer: '',
    expected: `${MAX_CHARACTERS} characters`,
    got: `${text.length} characters`,
  });
}

/** The finding for nesting that no host's stack should meet. */
export function tooDeep(): Diagnostic {
  return diagnostic('OR1013', { pointer: '', expected: `${MAX_DEPTH} levels`, got: 'more levels than that' });
}

/** What is wrong with a key of an object, at the key itself: given twice, or refused everywhere. */
export function keyFindings(
  path: readonly (string | number)[],
  name: string,
  isAgain: boolean,
  lines: readonly number[],
  offset: number,
): Diagnostic[] {
  const { line, column } = placeAt(lines, offset);
  const at = { pointer: formatPointer([...path, name]), line, column, facts: { field: name } };
  return [
    ...(isAgain ? [diagnostic('OR1002', at)] : []),
    ...(FORBIDDEN.includes(name) ? [diagnostic('OR1014', at)] : []),
  ];
}
