import type { Json } from '@omniroute/primitives';
import { createMatcher, type Match } from './aho-corasick.ts';
import { derivedForms, SHORTEST_NEEDLE } from './derived-forms.ts';

/** What stands where a secret stood. */
export const REDACTED = '[redacted]';

/** Removes secrets by value: it knows what must not appear, so it does not matter where it appears. */
export interface Redactor {
  /** The text without any known secret or derived form. */
  text(text: string): string;
  /** The same value with every string in it redacted, keys included; the given value stays as it is. */
  json(value: Json): Json;
  /** Learns a secret from now on; false if it is too short to be redacted by value (under 4 characters). */
  add(secret: string): boolean;
  /** Forgets a secret, after rotation and the end of what was written with it. */
  remove(secret: string): void;
}

/**
 * Makes a redactor over live secrets and their derived forms (base64, base64url, URL-encoded, hexadecimal, JSON-escaped).
 *
 * @example
 * const redactor = createRedactor([apiKey]);
 * const log = createLogger({ name: 'worker', redact: redactor.text });
 */
export function createRedactor(secrets: Iterable<string> = []): Redactor {
  const known = new Set<string>();
  let match: ((text: string) => Match[]) | null = null;
  const add = (secret: string): boolean => {
    if (secret.length < SHORTEST_NEEDLE) return false;
    if (!known.has(secret)) match = null;
    known.add(secret);
    return true;
  };
  for (const secret of secrets) add(secret);
  const text = (given: string): string => {
    if (known.size === 0) return given;
    match ??= createMatcher([...known].flatMap(derivedForms));
    return replace(given, match(given));
  };
  return {
    text,
    json: (value) => redactJson(value, text),
    add,
    remove: (secret) => {
      if (known.delete(secret)) match = null;
    },
  };
}

function replace(text: string, matches: readonly Match[]): string {
  if (matches.length === 0) return text;
  let result = '';
  let from = 0;
  for (const { start, end } of matches) {
    result += text.slice(from, start) + REDACTED;
    from = end;
  }
  return result + text.slice(from);
}

function redactJson(value: Json, text: (text: string) => string): Json {
  if (typeof value === 'string') return text(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => redactJson(item, text));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [text(key), redactJson(item as Json, text)]));
}
