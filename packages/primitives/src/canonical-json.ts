import { primitiveErrors } from './errors.ts';
import { formatPointer } from './pointer.ts';

/**
 * The canonical form of RFC 8785: keys sorted by UTF-16 code units, no white space, ECMAScript's shortest numbers.
 * Equal values give equal text, byte for byte. Anything that is not JSON throws `json.not_json` with its place.
 */
export function canonicalJson(value: unknown): string {
  return write(value, []);
}

function write(value: unknown, path: string[]): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw notJson(String(value), path);
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') throw notJson(typeof value, path);
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => write(item, [...path, String(index)])).join(',')}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw notJson(value.constructor?.name ?? 'object', path);
  const record = value as Record<string, unknown>;
  // The default order of strings is by UTF-16 code units, which is what the RFC asks for.
  const members = Object.keys(record)
    .filter((key) => record[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${write(record[key], [...path, key])}`);
  return `{${members.join(',')}}`;
}

function notJson(got: string, path: string[]) {
  return primitiveErrors.fault('json.not_json', { got, pointer: formatPointer(path) || 'the top' });
}
