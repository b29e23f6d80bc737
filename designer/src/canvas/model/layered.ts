import { graphlib, layout } from '@dagrejs/dagre';
import type { Spot } from '../../store/ui-state.ts';

/** Boxes of one level and the ways between them. */
export interface LevelGraph {
  readonly boxes: readonly { readonly id: string; readonly width: number; readonly height: number }[];
  readonly edges: readonly { readonly source: string; readonly target: string }[];
}

const GRID = 15;

/** Places for the boxes of a level in layers from top to bottom, on the grid, the first at the origin. */
export function layered({ boxes, edges }: LevelGraph): ReadonlyMap<string, Spot> {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 60, ranksep: 75 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const { source, target } of edges)
    if (graph.hasNode(source) && graph.hasNode(target) && source !== target) graph.setEdge(source, target);
  layout(graph);
  const spots = boxes.map(({ id, width, height }) => {
    const middle = graph.node(id) as Spot;
    return { id, x: middle.x - width / 2, y: middle.y - height / 2 };
  });
  const [left, top] = [Math.min(...spots.map(({ x }) => x)), Math.min(...spots.map(({ y }) => y))];
  const onGrid = (value: number) => Math.round(value / GRID) * GRID;
  return new Map(spots.map(({ id, x, y }) => [id, { x: onGrid(x - left), y: onGrid(y - top) }]));
}
