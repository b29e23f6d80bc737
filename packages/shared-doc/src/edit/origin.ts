/** What makes a change: a person in this tab, the server for another writer, a migration, the janitor. */
export type OriginKind = 'person' | 'service' | 'migration' | 'janitor';

/**
 * Who makes a change, given to every transaction. One object a tab or process, made once: undo follows the object itself.
 *
 * @example
 * const origin: Origin = { kind: 'person', now: () => Date.now() };
 */
export interface Origin {
  readonly kind: OriginKind;
  /** Milliseconds since 1970, for what is deleted. */
  readonly now: () => number;
}

/** New items are brought in hidden under this origin, and shown by the change itself (see `writeService`). */
export interface Preparation {
  readonly kind: 'preparation';
  readonly of: Origin;
}
