import type { Json } from '@omniroute/primitives';
import { readFields } from '../read-body.ts';

/** Headers that open doors: no service may read them, whatever its webhook checks. */
const SECRET_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'verif-hash',
]);

/** What a webhook trigger received, as expressions see it: headers in lower case without secrets, several values joined by commas. */
export function eventOf(
  call: { headers: Readonly<Record<string, string | undefined>>; query: URLSearchParams },
  data: Json,
  withheld: { headers: readonly string[]; secret: string | null },
): Json {
  const hidden = (name: string, value: string) =>
    SECRET_HEADERS.has(name) ||
    withheld.headers.includes(name) ||
    (withheld.secret !== null && value.includes(withheld.secret));
  const headers = Object.entries(call.headers).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !hidden(entry[0], entry[1]),
  );
  const query = Object.entries(readFields(call.query)).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(',') : value,
  ]);
  return { data, headers: Object.fromEntries(headers), query: Object.fromEntries(query) };
}
