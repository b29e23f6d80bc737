import { isObject, type Json } from '@omniroute/primitives';
import { parseJson } from '@omniroute/server-kit';
import { domainErrors } from '../domain/errors.ts';

/**
 * Reads what an outside caller sent: JSON, a form (fields as text, several of one name as a list) or text; nothing is null.
 * Throws `body.media_type` for anything else, and what the JSON door throws for JSON that it does not let in.
 */
export function readBody(contentType: string | undefined, raw: Uint8Array): Json {
  if (raw.byteLength === 0) return null;
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json' || (type.startsWith('application/') && type.endsWith('+json'))) return parseJson(raw);
  if (type === 'application/x-www-form-urlencoded') return readFields(new URLSearchParams(textOf(raw)));
  if (type.startsWith('text/')) return textOf(raw);
  throw domainErrors.fault('body.media_type', { got: type === '' ? 'nothing' : type });
}

/** Fields of a form or of an address; a field that comes several times is a list. */
export function readFields(fields: URLSearchParams): { readonly [name: string]: Json } {
  const names = [...new Set(fields.keys())];
  const read = names.map((name): [string, Json] => {
    const values = fields.getAll(name);
    return [name, values.length === 1 ? (values[0] as string) : values];
  });
  // Through the door for JSON: names that could reach a prototype are refused there, and only there.
  const value = parseJson(JSON.stringify(Object.fromEntries(read)));
  return isObject(value) ? value : {};
}

function textOf(raw: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch (error) {
    throw domainErrors.fault('body.not_text', {}, error);
  }
}
