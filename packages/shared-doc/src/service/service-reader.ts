import type { Service } from '@omniroute/dsl';
import { deepEqual } from '@omniroute/primitives';
import type * as Y from 'yjs';
import { comparePlaces } from '../order/place.ts';
import { type Dirty, watch } from './dirty-names.ts';
import { type Item, LIST_NAMES, type ListName } from './schema.ts';
import { assemble, type Placed, readList, readMeta, readPlaced } from './to-service.ts';

/** Reads a document again and again, each time no more than what changed. */
export interface ServiceReader {
  /** The service as `toService` reads it; what did not change is the same object as before. */
  service(): Service;
  /** Called after each transaction that changed the service; returns how to stop. */
  subscribe(listener: () => void): () => void;
  destroy(): void;
}

/** Follows a document from now on. */
export function readerOf(doc: Y.Doc): ServiceReader {
  const lists = new Map<ListName, ListState>(LIST_NAMES.map((list) => [list, stateOf(readList(doc, list))]));
  const listeners = new Set<() => void>();
  let meta = readMeta(doc);
  let service = assembled();

  function assembled(): Service {
    return assemble(meta, doc, (list) => lists.get(list)?.items ?? []);
  }

  const changed = (dirty: Dirty) => {
    let isVisible = dirty.meta;
    if (dirty.meta) meta = readMeta(doc);
    for (const [list, names] of dirty.names) {
      const next = refreshed(doc, list, lists.get(list) as ListState, names);
      if (next === null) continue;
      lists.set(list, next);
      isVisible = true;
    }
    if (!isVisible) return;
    service = assembled();
    for (const listener of listeners) listener();
  };
  const stop = watch(doc, changed);
  return {
    service: () => service,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    destroy() {
      stop();
      listeners.clear();
    },
  };
}

/** Items of a list as they were read last. */
interface ListState {
  readonly placed: ReadonlyMap<string, Placed>;
  readonly items: readonly Item[];
}

function stateOf(placed: readonly Placed[]): ListState {
  const sorted = [...placed].sort(comparePlaces);
  return { placed: new Map(sorted.map((each) => [each.id, each])), items: sorted.map((each) => each.item) };
}

/** The list after some of its items were touched; `null` if nothing that can be seen changed. */
function refreshed(doc: Y.Doc, list: ListName, state: ListState, names: ReadonlySet<string>): ListState | null {
  const placed = new Map(state.placed);
  let [isChanged, isMoved] = [false, false];
  for (const name of names) {
    const [before, after] = [placed.get(name), readPlaced(doc, list, name)];
    const isSame = before !== undefined && after !== null && deepEqual(before.item, after.item);
    if ((before === undefined && after === null) || (isSame && before.key === after.key)) continue;
    isChanged = true;
    if (before?.key !== after?.key) isMoved = true;
    if (after === null) placed.delete(name);
    else placed.set(name, isSame ? { ...after, item: before.item } : after);
  }
  if (!isChanged) return null;
  // A map keeps a known name in its place, so the order stands where no key changed.
  return isMoved ? stateOf([...placed.values()]) : { placed, items: [...placed.values()].map((each) => each.item) };
}
