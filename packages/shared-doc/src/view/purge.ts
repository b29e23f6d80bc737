import type * as Y from 'yjs';
import type { Origin } from '../edit/origin.ts';
import { ITEM } from '../items/item-key.ts';
import { endsOf, itemOf, itemsOf, LIST_NAMES } from '../service/schema.ts';

/**
 * Removes for good what was deleted before an instant (milliseconds since 1970), and edges whose ends no longer exist at
 * all. For the server when nobody is editing: a browser that did it could take away what another's undo brings back.
 * Returns how many items went.
 */
export function purge(doc: Y.Doc, before: number, origin: Origin): number {
  let purged = 0;
  doc.transact(() => {
    for (const list of LIST_NAMES) {
      for (const name of [...itemsOf(doc, list).keys()]) {
        const deletedAt = itemOf(doc, list, name)?.get(ITEM.deletedAt);
        if (typeof deletedAt !== 'number' || deletedAt >= before) continue;
        itemsOf(doc, list).delete(name);
        purged += 1;
      }
    }
    const exists = (id: string) => itemsOf(doc, 'nodes').has(id) || itemsOf(doc, 'triggers').has(id);
    for (const name of [...itemsOf(doc, 'edges').keys()]) {
      const { source, target } = endsOf(name);
      if (exists(source) && exists(target)) continue;
      itemsOf(doc, 'edges').delete(name);
      purged += 1;
    }
  }, origin);
  return purged;
}
