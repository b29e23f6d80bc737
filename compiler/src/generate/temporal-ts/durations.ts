import { parseDuration } from '@omniroute/primitives';
import { refuse } from './refusal.ts';
import { digits } from './text.ts';

/** Milliseconds of a duration that is written out. */
export function milliseconds(text: string): string {
  const read = parseDuration(text);
  return read.ok ? digits(read.value) : refuse(`"${text}" is no duration`);
}
