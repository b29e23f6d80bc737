import { matchesPattern } from '@omniroute/errors';

/** Ends of an attempt that leave open whether it reached its target (LANGUAGE.md section 8). */
const IN_DOUBT = ['timeout', 'network.broken', 'http.5xx', 'validation.output', 'limit.payload', 'cancelled'];

/** Whether an attempt that ended in this error may have reached its target, so that what it did must be undone. */
export function mayHaveReached(code: string): boolean {
  return IN_DOUBT.some((pattern) => matchesPattern(code, pattern));
}
