import { isObject, type Json } from './json.ts';

/**
 * What stands in a run in place of a large value: where the value is kept, its size as expressions see it (characters, items or
 * fields; null where a value has none), and how many characters its JSON text has.
 */
export interface Reference {
  readonly '@ref': string;
  readonly '@size': number | null;
  readonly '@bytes': number;
}

const ADDRESS_LENGTH = 64;

/** The reference to a value kept at an address, a hash in hexadecimal; `bytes` is the length of its JSON text. */
export function referenceTo(value: Json, address: string, bytes: number): Reference {
  return { '@ref': address, '@size': sizeOf(value), '@bytes': bytes };
}

/** Whether a value is a reference, and nothing besides. */
export function isReference(value: unknown): value is Reference {
  if (!isObject(value)) return false;
  const { '@ref': address, '@size': size, '@bytes': bytes } = value;
  return (
    Object.keys(value).length === 3 &&
    typeof address === 'string' &&
    address.length === ADDRESS_LENGTH &&
    typeof bytes === 'number' &&
    (size === null || typeof size === 'number')
  );
}

function sizeOf(value: Json): number | null {
  if (typeof value === 'string') return characters(value);
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : null;
}

/** Two halves of a surrogate pair are one. */
function characters(text: string): number {
  let count = text.length;
  for (let at = 1; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0xdc00 || unit > 0xdfff) continue;
    const before = text.charCodeAt(at - 1);
    if (before >= 0xd800 && before <= 0xdbff) count -= 1;
  }
  return count;
}
