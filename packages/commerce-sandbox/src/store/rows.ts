/** A page with the position after its last row, null on the last page. */
export interface Rows<Item, Position> {
  readonly items: Item[];
  readonly next: Position | null;
}

/** Cuts one row too many off, which tells that there is a next page. */
export function pageOf<Row, Item, Position>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
  position: (row: Row) => Position,
): Rows<Item, Position> {
  const shown = rows.slice(0, limit);
  return { items: shown.map(item), next: rows.length > limit ? position(shown.at(-1)!) : null };
}
