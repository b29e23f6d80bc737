/** One segment of a JSON pointer, escaped (RFC 6901: `~` is `~0`, `/` is `~1`). */
export function escapeSegment(segment: string): string {
  if (!segment.includes('~') && !segment.includes('/')) return segment;
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Segments to pointer; no segments is the whole document, `''`. */
export function formatPointer(segments: readonly (string | number)[]): string {
  let pointer = '';
  for (const segment of segments) pointer += `/${typeof segment === 'number' ? segment : escapeSegment(segment)}`;
  return pointer;
}

/** Pointer to segments. A pointer that does not begin with `/` is read as the whole document. */
export function parsePointer(pointer: string): string[] {
  if (!pointer.startsWith('/')) return [];
  return pointer.slice(1).split('/').map(unescapeSegment);
}

function unescapeSegment(segment: string): string {
  return segment.includes('~') ? segment.replaceAll('~1', '/').replaceAll('~0', '~') : segment;
}

/** The value at a pointer, or `undefined` where nothing stands. Own properties only. */
export function getPointer(document: unknown, pointer: string): unknown {
  let value = document;
  for (const segment of parsePointer(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = (value as Record<string, unknown>)[segment];
  }
  return value;
}

/**
 * A copy of `document` with `value` at a pointer; what is not on the way is shared, not copied.
 * Objects that are missing on the way are made; a list takes an index or `-` for its end. `undefined` removes.
 */
export function setPointer(document: unknown, pointer: string, value: unknown): unknown {
  return set(document, parsePointer(pointer), value);
}

function set(document: unknown, segments: readonly string[], value: unknown): unknown {
  const [head, ...rest] = segments;
  if (head === undefined) return value;
  if (Array.isArray(document)) {
    const index = head === '-' ? document.length : Number(head);
    const child = set(document[index], rest, value);
    if (child === undefined) return document.toSpliced(index, 1);
    return index >= document.length ? [...document, child] : document.with(index, child);
  }
  const record = (typeof document === 'object' && document !== null ? document : {}) as Record<string, unknown>;
  const child = set(Object.hasOwn(record, head) ? record[head] : undefined, rest, value);
  if (child !== undefined) return { ...record, [head]: child };
  const { [head]: _, ...others } = record;
  return others;
}
