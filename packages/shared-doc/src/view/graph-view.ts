import type { Edge, EdgeId, Node, Service } from '@omniroute/dsl';
import { deepEqual } from '@omniroute/primitives';
import type * as Y from 'yjs';
import { comparePlaces } from '../order/place.ts';
import { type Item, LIST_NAMES, type ListName, nameOf } from '../service/schema.ts';
import { assemble, type Placed, readList, readMeta, readPlaced } from '../service/to-service.ts';
import { type Dirty, watch } from './dirty-names.ts';
import { type Fill, normalise } from './normalise.ts';

/** What canvas, outline and inspector see: never changed, a new one after each change of the document. */
export interface GraphView {
  /** The whole service, repaired; compiled and simulated as it is. */
  readonly service: Service;
  /** By id, in the order of the service. */
  readonly nodes: ReadonlyMap<string, Node>;
  readonly edges: ReadonlyMap<string, Edge>;
  /** Edges that are not shown because an end of theirs is not there. */
  readonly hidden: readonly EdgeId[];
}

/** A document that is looked at. */
export interface GraphBinding {
  view(): GraphView;
  /** Called after each change that can be seen; returns how to stop. */
  subscribe(listener: (view: GraphView) => void): () => void;
  destroy(): void;
}

/**
 * Follows a document: of each transaction only the items that it touched are read again, all others stay the same objects,
 * so that a component which shows one step is drawn again only when that step changes.
 */
export function bindGraph(doc: Y.Doc, fill: Fill): GraphBinding {
  const listeners = new Set<(view: GraphView) => void>();
  const remembered = remembering(fill);
  const lists = new Map<ListName, ListState>(LIST_NAMES.map((list) => [list, stateOf(readList(doc, list))]));
  let meta = readMeta(doc);
  let view = nextView(undefined);

  function nextView(previous: GraphView | undefined): GraphView {
    const written = assemble(meta, doc, (list) => lists.get(list)?.items ?? []);
    const { service, hidden } = normalise(written, remembered);
    const nodes = steady('nodes', service.nodes, previous?.nodes);
    const edges = steady('edges', service.edges, previous?.edges);
    return {
      service: { ...service, nodes: [...nodes.values()], edges: [...edges.values()] },
      nodes,
      edges,
      hidden: previous !== undefined && deepEqual(previous.hidden, hidden) ? previous.hidden : hidden,
    };
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
    view = nextView(view);
    for (const listener of listeners) listener(view);
  };
  const stop = watch(doc, changed);
  return {
    view: () => view,
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
  let isChanged = false;
  for (const name of names) {
    const [before, after] = [placed.get(name), readPlaced(doc, list, name)];
    if (deepEqual(before ?? null, after)) continue;
    isChanged = true;
    if (after === null) placed.delete(name);
    else
      placed.set(
        name,
        before !== undefined && deepEqual(before.item, after.item) ? { ...after, item: before.item } : after,
      );
  }
  return isChanged ? stateOf([...placed.values()]) : null;
}

/** Asks once about each object. */
function remembering(fill: Fill): Fill {
  const known = new WeakMap<Item, Item>();
  return (list, item) => {
    const filled = (known.get(item) as typeof item | undefined) ?? fill(list, item);
    known.set(item, filled);
    return filled;
  };
}

/** Items by name; those that say the same as before are the same objects, and so is the map if all are. */
function steady<T extends Item>(
  list: ListName,
  items: readonly T[],
  before: ReadonlyMap<string, T> | undefined,
): ReadonlyMap<string, T> {
  const after = new Map<string, T>();
  for (const item of items) {
    const name = nameOf(list, item);
    const known = before?.get(name);
    after.set(name, known !== undefined && (known === item || deepEqual(known, item)) ? known : item);
  }
  if (before === undefined || before.size !== after.size) return after;
  const [old, now] = [[...before.values()], [...after.values()]];
  return now.every((item, index) => item === old[index]) ? before : after;
}
