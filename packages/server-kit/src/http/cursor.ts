import { httpErrors } from './errors.ts';
import { parseJson } from './json-door.ts';

/** Turns the place after a page's last row into the opaque text a caller sends back, and reads it again. */
export interface CursorCodec<Position> {
  encode(position: Position): string;
  /** Throws `request.cursor` for anything this list did not give out. */
  decode(cursor: string): Position;
}

/** The longest cursor that is read. */
const LONGEST = 1024;

/**
 * Makes the cursors of one list. A cursor names its list, so one of another list is refused; it holds a position, never a
 * permission: what a page may show is decided by the query and row-level security.
 *
 * @example
 * const runs = createCursor('runs', (value): value is { id: string } => isRecord(value) && typeof value.id === 'string');
 */
export function createCursor<Position>(
  list: string,
  isPosition: (value: unknown) => value is Position,
): CursorCodec<Position> {
  return {
    encode: (position) => Buffer.from(JSON.stringify([list, position])).toString('base64url'),
    decode(cursor) {
      const parts = cursor.length > LONGEST ? null : read(cursor);
      if (!Array.isArray(parts) || parts.length !== 2 || parts[0] !== list || !isPosition(parts[1])) {
        throw httpErrors.fault('request.cursor');
      }
      return parts[1];
    },
  };
}

function read(cursor: string): unknown {
  if (!/^[A-Za-z0-9_-]+$/.test(cursor)) return null;
  try {
    return parseJson(Buffer.from(cursor, 'base64url'));
  } catch (error) {
    if (httpErrors.is(error)) return null;
    throw error;
  }
}
