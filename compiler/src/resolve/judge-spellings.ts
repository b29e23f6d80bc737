import { checkPatterns, type WrittenPattern } from '@omniroute/dsl';
import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { type Libraries, library } from '@omniroute/expressions';
import type { ResolvedTrigger } from './resolved.ts';

/** A pattern in a schema of the service, and the step in whose settings it stands. */
export interface FoundPattern extends WrittenPattern {
  readonly node_id?: string;
}

/** Judges what only a library can read: patterns in schemas, time zones of triggers. */
export function judgeSpellings(
  patterns: readonly FoundPattern[],
  triggers: readonly ResolvedTrigger[],
  libraries: Libraries,
): Diagnostic[] {
  const unreadable = patterns.flatMap(({ node_id, ...pattern }) =>
    checkPatterns([pattern], library(libraries, 'regex')).map((finding) => ({
      ...finding,
      ...(node_id === undefined ? {} : { node_id }),
    })),
  );
  const unknown = triggers.flatMap(({ trigger, definition, pointer }) => {
    const zone = definition.zone?.(trigger.config ?? {}) ?? null;
    if (zone === null || library(libraries, 'zones').find(zone.name) !== null) return [];
    return diagnostic('OR6014', {
      pointer: `${pointer}/config${zone.pointer}`,
      node_id: trigger.id,
      facts: { name: zone.name },
    });
  });
  return [...unreadable, ...unknown];
}
