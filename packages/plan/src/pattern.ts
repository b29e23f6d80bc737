import { RE2JS } from 're2js';

/** A pattern of a schema: linear in the text, whatever the tenant wrote. */
interface Pattern {
  find(text: string): boolean;
}

// Memo, 2026-11-24: reading a pattern costs a thousand times what using it does, and schemas live as long as their plan.
const patterns = new WeakMap<object, Pattern>();

/** The pattern of a schema (RE2 syntax). One that cannot be read matches nothing; the compiler refuses it before. */
export function patternOf(schema: { readonly pattern: string }): Pattern {
  const known = patterns.get(schema);
  if (known !== undefined) return known;
  const read = compiled(schema.pattern);
  patterns.set(schema, read);
  return read;
}

function compiled(source: string): Pattern {
  try {
    const pattern = RE2JS.compile(source);
    return { find: (text) => pattern.matcher(text).find() };
  } catch {
    return { find: () => false };
  }
}
