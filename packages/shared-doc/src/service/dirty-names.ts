import type * as Y from 'yjs';
import { itemsOf, LIST_NAMES, type ListName, metaOf } from './schema.ts';

/** What one transaction touched: names of items by list, and whether a field of the service itself. */
export interface Dirty {
  readonly names: ReadonlyMap<ListName, ReadonlySet<string>>;
  readonly meta: boolean;
}

/** Tells after each transaction what it touched; returns how to stop. */
export function watch(doc: Y.Doc, changed: (dirty: Dirty) => void): () => void {
  let names = new Map<ListName, Set<string>>();
  let meta = false;
  const stops = LIST_NAMES.map((list) => {
    const root = itemsOf(doc, list);
    const collect = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]) => {
      const found = names.get(list) ?? new Set();
      names.set(list, found);
      for (const event of events) {
        const [name] = event.path;
        if (name !== undefined) found.add(String(name));
        else for (const key of event.changes.keys.keys()) found.add(key);
      }
    };
    root.observeDeep(collect);
    return () => root.unobserveDeep(collect);
  });
  const collectMeta = () => {
    meta = true;
  };
  const flush = () => {
    if (names.size === 0 && !meta) return;
    const dirty = { names, meta };
    [names, meta] = [new Map(), false];
    changed(dirty);
  };
  metaOf(doc).observeDeep(collectMeta);
  doc.on('afterTransaction', flush);
  return () => {
    for (const stop of stops) stop();
    metaOf(doc).unobserveDeep(collectMeta);
    doc.off('afterTransaction', flush);
  };
}
