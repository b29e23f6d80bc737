/** Whether a code matches a pattern: whole leading segments, `http.4xx`, `http.5xx` or `*`. */
export function matches(code: string, pattern: string): boolean {
  if (pattern === '*' || code === pattern || code.startsWith(`${pattern}.`)) return true;
  const family = pattern === 'http.4xx' ? 'http.4' : pattern === 'http.5xx' ? 'http.5' : null;
  return family !== null && code.length === 'http.400'.length && code.startsWith(family);
}

/** Whether a code matches one of several patterns. */
export function matchesAny(code: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matches(code, pattern));
}

/** How specific a pattern is: more segments before fewer, a code before a family of codes, `*` last. */
export function rankOf(pattern: string): number {
  if (pattern === '*') return 0;
  const isFamily = pattern === 'http.4xx' || pattern === 'http.5xx';
  return 2 * pattern.split('.').length + (isFamily ? 0 : 1);
}
