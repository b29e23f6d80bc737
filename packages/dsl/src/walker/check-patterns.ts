import { type Diagnostic, diagnostic } from '@omniroute/errors';
import type { RegexEngine } from '@omniroute/expressions';

/** A pattern in a tenant's schema, and where it stands. */
export interface WrittenPattern {
  readonly pointer: string;
  readonly pattern: string;
}

/** Judges the patterns of tenants' schemas; `checkSchema` and `walk` only find them, so that they need no engine. */
export function checkPatterns(patterns: readonly WrittenPattern[], regex: RegexEngine): Diagnostic[] {
  return patterns
    .filter(({ pattern }) => 'problem' in regex.read(pattern))
    .map(({ pointer }) => diagnostic('OR4013', { pointer, facts: { problem: 'it is not RE2 syntax' } }));
}
