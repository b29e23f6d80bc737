import type { Gather, PlanLoop, PlanNode } from '@omniroute/plan';
import type { NodeSketch } from './plan-sketch.ts';

/** The edges of a hand-written plan, without those that lead back unless asked for. */
interface Edges {
  readonly exits: (node: number) => readonly number[][];
  readonly reachable: (from: readonly number[], without: ReadonlySet<number>) => ReadonlySet<number>;
}

/**
 * Says of every join, and of nodes that are to gather, which split they close and which of its branches can arrive, as the
 * compiler does for real services: the nearest split with two branches that meet there and have not become one before.
 */
export function withGathers(
  sketches: readonly NodeSketch[],
  nodes: readonly PlanNode[],
  loops: readonly PlanLoop[],
): readonly PlanNode[] {
  const gathers = new Map<number, Gather>();
  const forward = edgesOf(nodes, loops);
  const order = inOrder(nodes, forward);
  const isSplit = (node: PlanNode | undefined) => node?.op === 'fork' || (node?.op === 'decide' && node.mode === 'all');
  const places = order.filter((index) => nodes[index]?.op === 'join' || sketches[index]?.gathers !== undefined);
  const splits = order.filter((index) => isSplit(nodes[index])).reverse();
  for (const place of places) {
    const closed = (split: number) =>
      new Set([...gathers].flatMap(([at, { fork, closes }]) => (fork === split && closes ? [at] : [])));
    const arriving = (split: number, without: ReadonlySet<number>) =>
      forward.exits(split).flatMap((exit, index) => (forward.reachable(exit, without).has(place) ? [index] : []));
    const open = splits.filter((split) => arriving(split, closed(split)).length > 1);
    const byEdges = sketches[place]?.gathers === 'edges';
    const fork = byEdges ? open.at(-1) : open[0];
    if (fork === undefined) continue;
    const others = places.filter((other) => other !== place && forward.reachable([place], new Set()).has(other));
    const closes = !others.some((other) =>
      forward.exits(fork).some((exit) => forward.reachable(exit, new Set([place])).has(other)),
    );
    gathers.set(
      place,
      byEdges
        ? { by: 'edges', fork, count: countInto(nodes, forward, place), closes }
        : { by: 'branches', fork, branches: arriving(fork, closed(fork)), reach: reachOf(nodes, fork, place), closes },
    );
  }
  return nodes.map((node, index) => ({
    ...node,
    gather: gathers.get(index) ?? null,
    fork: isSplit(node)
      ? {
          flat: sketches[index]?.flat === true,
          joins: places.filter((place) => gathers.get(place)?.fork === index),
        }
      : null,
  }));
}

function edgesOf(nodes: readonly PlanNode[], loops: readonly PlanLoop[]): Edges {
  const exits = (index: number): number[][] => {
    const node = nodes[index];
    if (node === undefined) return [];
    return exitsOf(node).map(({ port, next }) => {
      const back = loops.some((loop) => loop.node === index && loop.port === port && (loop.to ?? next) === next);
      return next === null || back ? [] : [next];
    });
  };
  const reachable = (from: readonly number[], without: ReadonlySet<number>): ReadonlySet<number> => {
    const seen = new Set<number>();
    const open = [...from];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      if (!without.has(at)) open.push(...exits(at).flat());
    }
    return seen;
  };
  return { exits, reachable };
}

/** Every exit of a node: a split's first, by their index there. */
function exitsOf(node: PlanNode): { readonly port: string; readonly next: number | null }[] {
  const errors = node.errors.map(({ next }) => ({ port: 'error', next }));
  switch (node.op) {
    case 'fork':
      return [...node.branches.map(({ id, next }) => ({ port: id, next })), ...errors];
    case 'decide': {
      const otherwise = node.otherwise === null ? [] : [{ port: 'default', next: node.otherwise.next }];
      return [...node.arms.map(({ id, next }) => ({ port: id, next })), ...otherwise, ...errors];
    }
    case 'wait':
      return [...node.events.map(({ port, next }) => ({ port, next })), ...timeoutOf(node.timeout), ...errors];
    case 'task':
      return [...node.outcomes.map(({ id, next }) => ({ port: id, next })), ...timeoutOf(node.timeout), ...errors];
    case 'scope':
      return [{ port: 'out', next: node.next }, ...timeoutOf(node.timeout), ...errors];
    case 'end':
    case 'raise':
      return errors;
    default:
      return [{ port: 'out', next: node.next }, ...errors];
  }
}

function timeoutOf(timeout: { readonly next: number | null } | null) {
  return timeout === null ? [] : [{ port: 'timeout', next: timeout.next }];
}

function inOrder(nodes: readonly PlanNode[], { exits }: Edges): number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  const visit = (index: number): void => {
    if (seen.has(index)) return;
    seen.add(index);
    for (const next of exits(index).flat().reverse()) visit(next);
    order.unshift(index);
  };
  for (const index of nodes.keys()) visit(index);
  return order;
}

function countInto(nodes: readonly PlanNode[], { exits }: Edges, place: number): number {
  return nodes.flatMap((_, index) => exits(index).flat()).filter((next) => next === place).length;
}

/** Nodes from which a place can be reached without passing the split again. */
function reachOf(nodes: readonly PlanNode[], split: number, place: number): number[] {
  const seen = new Set<number>();
  const open = [place];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const [index, node] of nodes.entries()) {
      const leads = exitsOf(node).some(({ next }) => next === at);
      if (!leads || index === split || seen.has(index)) continue;
      seen.add(index);
      open.push(index);
    }
  }
  return [...seen].sort((a, b) => a - b);
}
