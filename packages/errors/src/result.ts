/** The outcome of something that may fail as expected: a value, never an exception. */
export type Result<T, E> = { ok: true; value: T } | { ok: false; error: E };

/** A success. */
export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** An expected failure. */
export function err<E>(error: E): { ok: false; error: E } {
  return { ok: false, error };
}
