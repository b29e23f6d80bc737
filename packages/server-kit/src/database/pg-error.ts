import { databaseErrors } from './errors.ts';

/** The SQLSTATE of an error of the PostgreSQL server, null for anything else. */
export function sqlState(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

/** Serialization failure and deadlock: the server undid the transaction, and the same one may succeed now. */
export function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40001' || state === '40P01';
}

/** Whether a row with this unique key exists already; `constraint` narrows it to one key. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (sqlState(error) !== '23505') return false;
  return constraint === undefined || (error as { constraint?: unknown }).constraint === constraint;
}

/** Lost or refused connections, and a server that is starting or stopping. */
const UNAVAILABLE_STATES = new Set(['57P01', '57P02', '57P03', '53300']);
const UNAVAILABLE_SYSTEM = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EHOSTUNREACH']);

/** The driver's words for a connection that is gone; these errors have no code. */
const LOST = /^Connection terminated|is not queryable$|^Connection ended/;

/**
 * Names what the driver reports about the connection; errors of statements pass through. After `database.unavailable` a
 * commit may or may not have happened: what must happen once needs a unique key.
 */
export function translateConnectionError(error: unknown): unknown {
  const code = (error as { code?: unknown }).code;
  const state = sqlState(error);
  if (state?.startsWith('08') || (state !== null && UNAVAILABLE_STATES.has(state))) return unavailable(error);
  if (typeof code === 'string' && UNAVAILABLE_SYSTEM.has(code)) return unavailable(error);
  if (!(error instanceof Error)) return error;
  if (/timeout exceeded when trying to connect/.test(error.message)) {
    return databaseErrors.fault('database.busy', { retry_after_ms: 1000 }, error);
  }
  if (LOST.test(error.message)) return unavailable(error);
  return error;
}

function unavailable(cause: unknown) {
  return databaseErrors.fault('database.unavailable', { retry_after_ms: 1000 }, cause);
}
