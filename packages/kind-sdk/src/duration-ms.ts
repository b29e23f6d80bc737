import { parseDuration } from '@omniroute/primitives';

/** Milliseconds of a duration that is written out; null of anything else, an expression for example. */
export function durationMs(text: unknown): number | null {
  const read = typeof text === 'string' ? parseDuration(text) : null;
  return read?.ok === true ? read.value : null;
}
