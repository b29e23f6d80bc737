import { type EdgeId, edgeId, type Node, type Service } from '@omniroute/dsl';
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
  const filled = filledLists(service, fill);
  const nodes = unstuck(filled.nodes);
  const ends = new Set([...nodes, ...(filled.triggers ?? [])].map((each) => each.id));
  const hidden = filled.edges.filter((edge) => !ends.has(edge.source) || !ends.has(edge.target)).map(edgeId);
  const edges =
    hidden.length === 0 ? filled.edges : filled.edges.filter((edge) => ends.has(edge.source) && ends.has(edge.target));
  return { service: { ...filled, nodes: [...nodes], edges: [...edges] }, hidden };
}

function filledLists(service: Service, fill: Fill): Service {
  const entries = Object.entries(service).map(([field, value]) => {
    return [field, isList(field) ? (value as readonly Item[]).map((item) => fill(field, item)) : value];
  });
  return Object.fromEntries(entries) as Service;
}

function isList(field: string): field is ListName {
  return LIST_NAMES.some((list) => list === field);
}

/** Steps whose containers are there and do not hold each other. */
function unstuck(nodes: readonly Node[]): readonly Node[] {
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
  for (const start of parents.keys()) {
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
