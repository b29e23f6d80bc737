/**
 * An error of a run (LANGUAGE.md section 7): a dotted code, a sentence, facts. `details` is JSON.
 */
export interface RunError {
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
  /** The node it arose at, its key path, and the attempt, once the engine knows them. */
  readonly node?: string;
  readonly iteration?: string;
  readonly attempt?: number;
}

/** The closed part of the codes; `http.<status>` and `business.<…>` are families with free tails. */
export const RUN_ERROR_CODES = [
  'network.unreachable',
  'network.broken',
  'timeout.run',
  'timeout.heartbeat',
  'timeout.lost',
  'timeout.wait',
  'timeout.human_task',
  'timeout.scope',
  'timeout.service',
  'auth',
  'quota',
  'validation.input',
  'validation.output',
  'validation.variable',
  'expression',
  'limit.iterations',
  'limit.depth',
  'limit.payload',
  'no_branch',
  'join.unreachable',
  'cancelled',
  'poison',
] as const;

/** The three patterns that are not plain prefixes: a class of HTTP statuses, and everything. */
const CLASSES: Readonly<Record<string, string>> = { 'http.4xx': 'http.4', 'http.5xx': 'http.5' };

/**
 * Whether an error code is matched by a pattern: by whole leading segments (`timeout` matches `timeout.run`),
 * by HTTP class (`http.5xx`), or by `*`.
 */
export function matchesPattern(code: string, pattern: string): boolean {
  if (pattern === '*' || pattern === code) return true;
  const prefix = CLASSES[pattern];
  if (prefix !== undefined) return code.startsWith(prefix) && code.length === prefix.length + 2;
  return code.startsWith(`${pattern}.`);
}

/** How specific a pattern is: a higher rank wins; an exact code beats its class, a class beats its family, `*` is last. */
export function patternRank(pattern: string): number {
  if (pattern === '*') return 0;
  const segments = pattern.split('.').length * 2;
  return CLASSES[pattern] === undefined ? segments : segments - 1;
}
