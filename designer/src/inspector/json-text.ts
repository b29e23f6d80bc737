import type { Json } from '@omniroute/primitives';

/** JSON, or plain words as they are: nobody has to know that JSON wants quotes around a text. */
export function readJson(text: string): { readonly value: Json } | { readonly problem: string } {
  try {
    return { value: JSON.parse(text) as Json };
  } catch (reason) {
    if (!(reason instanceof SyntaxError)) throw reason;
    return /^\s*[[{"]/.test(text) ? { problem: reason.message } : { value: text };
  }
}

/** A value as it is written in the field, so that reading it again gives the same. */
export function writtenJson(value: Json | undefined): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return JSON.stringify(value, null, 2);
  const read = readJson(value);
  return value !== '' && 'value' in read && read.value === value ? value : JSON.stringify(value);
}
