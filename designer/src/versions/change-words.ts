import type { Json } from '@omniroute/primitives';
import { wordsOf } from '../inspector/schema.ts';
import type { Change, FieldChange } from './changes.ts';

/** A value's words are cut after this; the whole stands in its title. */
const LONGEST = 120;

/** Where in a part a value is, as people find it in the settings: `config`, `output_schema`, `type` → Output schema › Type. */
export function fieldWords({ path }: FieldChange): string {
  const named = path[0] === 'config' && path.length > 1 ? path.slice(1) : path;
  return named.map(wordsOf).join(' › ');
}

/** A value as it is read; `nothing` says that there is none. */
export function valueWords(value: Json | undefined, nothing: string): string {
  if (value === undefined) return nothing;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The same, no longer than a line or two. */
export function shortWords(words: string): string {
  return words.length <= LONGEST ? words : `${words.slice(0, LONGEST)}…`;
}

/** Key of the word for what a change is about. */
export function whatKey({ what }: Change): string {
  return `versions.what.${what}`;
}
