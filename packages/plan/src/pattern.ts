import type { Pattern, RegexEngine } from '@omniroute/expressions';

const NOTHING: Pattern = { test: () => false };
// Memo, 2026-11-24: reading a pattern costs a thousand times what using it does, and schemas live as long as their plan.
const patterns = new WeakMap<object, Pattern>();

/** The pattern of a schema (RE2 syntax). One that cannot be read matches nothing; the compiler refuses it before. */
export function patternOf(schema: { readonly pattern: string }, regex: RegexEngine): Pattern {
  const known = patterns.get(schema);
  if (known !== undefined) return known;
  const read = regex.read(schema.pattern);
  const pattern = 'pattern' in read ? read.pattern : NOTHING;
  patterns.set(schema, pattern);
  return pattern;
}
