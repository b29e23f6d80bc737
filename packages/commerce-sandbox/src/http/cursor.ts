import { sandboxErrors } from '../errors.ts';
import type { Rows } from '../store/rows.ts';

/** How many a page holds if the caller does not say. */
export const PAGE_SIZE = 50;

/** A page as callers see it: the position after its last row is opaque text that names its list. */
export function toPage<Item>(list: string, rows: Rows<Item, string | number>): { items: Item[]; next: string | null } {
  const next = rows.next === null ? null : Buffer.from(JSON.stringify([list, rows.next])).toString('base64url');
  return { items: rows.items, next };
}

/** The position in a list of numbered rows; 0 for the first page. Throws `request.cursor`. */
export function numberAfter(list: string, cursor: string | undefined): number {
  const position = cursor === undefined ? 0 : read(list, cursor);
  if (!Number.isSafeInteger(position)) throw sandboxErrors.fault('request.cursor');
  return position as number;
}

/** The position in a list ordered by a text; the empty text for the first page. Throws `request.cursor`. */
export function textAfter(list: string, cursor: string | undefined): string {
  const position = cursor === undefined ? '' : read(list, cursor);
  if (typeof position !== 'string') throw sandboxErrors.fault('request.cursor');
  return position;
}

function read(list: string, cursor: string): unknown {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) && parts[0] === list ? parts[1] : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
