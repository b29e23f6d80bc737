import type { KindFinding } from './lowering.ts';

/** What the schema cannot say of an address: a path is under a connection, anything else is an address of the web. */
export function checkAddress({ url, connection }: { url: string; connection?: unknown }): readonly KindFinding[] {
  if (connection === undefined && url.startsWith('/'))
    return [{ code: 'OR6011', pointer: '/url', facts: { field: 'a path in url', name: 'connection' } }];
  if (['https://', 'http://', '/', '${'].some((start) => url.startsWith(start))) return [];
  const problem = 'An address begins with https://, under a connection with /';
  return [{ code: 'OR6012', pointer: '/url', facts: { problem } }];
}
