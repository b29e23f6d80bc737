import { matchesPattern, patternRank } from '@omniroute/errors';

export const rankOf = patternRank;

/** Whether a code may match both patterns. */
export function patternsOverlap(one: string, other: string): boolean {
  return (
    matchesPattern(one, other) ||
    matchesPattern(other, one) ||
    (one.startsWith('http.') && other.startsWith('http.') && /xx$/.test(one) && matchesPattern(other, one))
  );
}
