import { type Edge, type EdgeId, edgeId, type Node, type Service, type Trigger } from '@omniroute/dsl';
import { compareCodePoints } from '@omniroute/primitives';
import { type Item, LIST_NAMES, type ListName } from '../service/schema.ts';

/**
 * Fills what must be there and is absent: an undo of something that another person changed meanwhile can take a field
 * away. Given by those who know the kinds; returns the same item where nothing is to be filled.
 */
export type Fill = <T extends Item>(list: ListName, item: T) => T;

/** A service as it may be shown and compiled. */
export interface Normalised {
  readonly service: Service;
  /** Edges that are not shown because an end of theirs is not there. */
  readonly hidden: readonly EdgeId[];
}

/**
 * Repairs what concurrent edits can leave behind, on reading only: edges with an end that was deleted are hidden, a step
 * whose container was deleted (or is inside itself) stands outside, absent fields are filled. Pure, and the same on every
 * replica; items that need no repair stay the same objects.
 */
export function normalise(service: Service, fill: Fill): Normalised {
  return repaired(service, {
    filled: (list, items) => items.map((item) => fill(list, item)),
    outside: stepsOutside,
    ends: endsOf,
    edges: visibleEdges,
  });
}

/** The steps of repairing; a view that follows a document remembers what each came to last. */
export interface Repairs {
  filled<T extends Item>(list: ListName, items: readonly T[]): readonly T[];
  outside(nodes: readonly Node[]): readonly Node[];
  ends(nodes: readonly Node[], triggers: readonly Trigger[] | undefined): ReadonlySet<string>;
  edges(edges: readonly Edge[], ends: ReadonlySet<string>): VisibleEdges;
}

/** Edges that are shown, and the names of those that are not. */
export interface VisibleEdges {
  readonly shown: readonly Edge[];
  readonly hidden: readonly EdgeId[];
}

/** Repairs a service step by step. */
export function repaired(service: Service, repairs: Repairs): Normalised {
  const out: Record<string, unknown> = { ...service };
  for (const list of LIST_NAMES) {
    const items: readonly Item[] | undefined = service[list];
    if (items !== undefined) out[list] = repairs.filled(list, items);
  }
  const filled = out as unknown as Service;
  const nodes = repairs.outside(filled.nodes);
  const { shown, hidden } = repairs.edges(filled.edges, repairs.ends(nodes, filled.triggers));
  return { service: { ...filled, nodes: nodes as Node[], edges: shown as Edge[] }, hidden };
}

/** Ids at which an edge can begin or end. */
export function endsOf(nodes: readonly Node[], triggers: readonly Trigger[] | undefined): ReadonlySet<string> {
  return new Set([...nodes, ...(triggers ?? [])].map((each) => each.id));
}

/** Parts edges by whether both their ends are there. */
export function visibleEdges(edges: readonly Edge[], ends: ReadonlySet<string>): VisibleEdges {
  const isShown = (edge: Edge) => ends.has(edge.source) && ends.has(edge.target);
  if (edges.every(isShown)) return { shown: edges, hidden: [] };
  return { shown: edges.filter(isShown), hidden: edges.filter((edge) => !isShown(edge)).map(edgeId) };
}

/** Steps whose containers are there and do not hold each other. */
export function stepsOutside(nodes: readonly Node[]): readonly Node[] {
  if (nodes.every((node) => node.parent === undefined)) return nodes;
  const parents = new Map(nodes.map((node) => [node.id, node.parent]));
  const freed = new Set(nodes.filter(({ parent }) => parent !== undefined && !parents.has(parent)).map(({ id }) => id));
  for (const id of circles(parents)) freed.add(id);
  if (freed.size === 0) return nodes;
  return nodes.map((node) => {
    if (!freed.has(node.id)) return node;
    const { parent: _, ...outside } = node;
    return outside;
  });
}

/** Of each circle of containers the step with the least name: all replicas free the same one. */
function circles(parents: ReadonlyMap<string, string | undefined>): string[] {
  const least: string[] = [];
  const done = new Set<string>();
  for (const [start, parent] of parents) {
    if (parent === undefined) continue;
    const path: string[] = [];
    let at: string | undefined = start;
    while (at !== undefined && !done.has(at) && !path.includes(at)) {
      path.push(at);
      at = parents.get(at);
    }
    if (at !== undefined && path.includes(at))
      least.push(path.slice(path.indexOf(at)).toSorted(compareCodePoints)[0] as string);
    for (const id of path) done.add(id);
  }
  return least;
}
