import type { PlanNode, PlanRegion } from '@omniroute/plan';
import type { Graph } from '../check/graph/graph.ts';

/** Which number every step and every container's inside has in the plan. */
export interface Numbering {
  /** Steps in the order of the graph, undos behind them. */
  readonly ids: readonly string[];
  readonly nodes: ReadonlyMap<string, number>;
  /** Containers → their regions; the run is region 0. */
  readonly regions: ReadonlyMap<string, number>;
}

/** Numbers the steps in the order of the graph, so that equal services give equal plans. */
export function numberingOf({ order, drawing }: Graph): Numbering {
  const undos = order.flatMap((id) => drawing.places.get(id)?.node.compensate_with ?? []);
  const ids = [...order, ...undos];
  const containers = order.filter((id) => drawing.bodies.has(id));
  return {
    ids,
    nodes: new Map(ids.map((id, index) => [id, index])),
    regions: new Map(containers.map((id, index) => [id, index + 1])),
  };
}

/** The region that a step lives in. */
export function regionOf({ drawing }: Graph, { regions }: Numbering, id: string): number {
  return regions.get(drawing.places.get(id)?.parent ?? '') ?? 0;
}

/** The run and the inside of each container. */
export function regionsOf(
  graph: Graph,
  numbering: Numbering,
  nodes: readonly PlanNode[],
  entry: number | null,
): readonly PlanRegion[] {
  const inner = [...numbering.regions.keys()].map((id): PlanRegion => {
    const owner = numbering.nodes.get(id) as number;
    const op = nodes[owner]?.op;
    if (op !== 'each' && op !== 'while' && op !== 'scope') throw new Error(`${id} has a body but is a ${op}`);
    const root = graph.rootOf(id);
    return {
      parent: regionOf(graph, numbering, id),
      op,
      owner,
      entry: root === null ? null : (numbering.nodes.get(root) ?? null),
    };
  });
  return [{ parent: null, op: 'run', owner: null, entry }, ...inner];
}
