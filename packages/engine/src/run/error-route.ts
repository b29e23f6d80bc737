import { matchesPattern, patternRank } from '@omniroute/errors';

/**
 * The entry whose pattern matches a code most specifically; one without patterns takes the rest. Serves `error` edges
 * and retry entries alike (LANGUAGE.md section 7).
 */
export function mostSpecific<Entry extends { readonly on: readonly string[] | null }>(
  entries: readonly Entry[],
  code: string,
): Entry | null {
  let best: Entry | null = null;
  let rank = -1;
  for (const entry of entries) {
    const own = entry.on === null ? -0.5 : rankOf(entry.on, code);
    if (own > rank) [best, rank] = [entry, own];
  }
  return best;
}

function rankOf(patterns: readonly string[], code: string): number {
  let rank = -1;
  for (const pattern of patterns) if (matchesPattern(code, pattern)) rank = Math.max(rank, patternRank(pattern));
  return rank;
}
