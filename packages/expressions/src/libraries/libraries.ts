import type { TimeZone } from '../run/time-zone.ts';

/** A pattern that was read, ready to be used. */
export interface Pattern {
  /** Whether a part of a text fits; linear in the text, whatever the pattern. */
  test(text: string): boolean;
}

/** The engine of regular expressions: reads patterns of RE2. */
export interface RegexEngine {
  read(pattern: string): { readonly pattern: Pattern } | { readonly problem: string };
}

/** The time zones of the IANA database. */
export interface TimeZones {
  find(name: string): TimeZone | null;
}

/**
 * What is large and needed by few expressions. A server, a worker and the sandbox have all of it from the start; a page loads
 * each when a service first needs it (`loadLibraries`), and gives `null` for what it has not.
 */
export interface Libraries {
  readonly regex: RegexEngine | null;
  readonly zones: TimeZones | null;
}

export type LibraryName = keyof Libraries;

export const NO_LIBRARIES: Libraries = Object.freeze({ regex: null, zones: null });

/** A library by its name. Asking for one that was not loaded is a mistake of the caller, who can ask what is needed first. */
export function library<N extends LibraryName>(libraries: Libraries, name: N): NonNullable<Libraries[N]> {
  const found = libraries[name];
  if (found === null) throw new Error(`The library "${name}" is not loaded: see neededLibraries and loadLibraries.`);
  return found;
}
