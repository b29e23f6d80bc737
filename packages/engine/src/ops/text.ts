import type { Json } from '@omniroute/primitives';

/** A value where text is needed: text as it is, anything else as JSON. */
export function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
