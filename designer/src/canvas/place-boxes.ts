import { graphlib, layout } from '@dagrejs/dagre';
import { MARGIN } from '../commands/edits/places.ts';
import type { BoxView, EdgeView } from './graph-view.ts';

type Spot = { readonly x: number; readonly y: number };
type Given = ReadonlyMap<string, Spot | undefined>;
export type UnplacedBox = Omit<BoxView, 'x' | 'y'>;

/**
 * Gives every box its place, level by level from the inside out, since a container is as large as what it holds. Parents
 * come before what is in them. A box whose containers form a ring stands nowhere and is left out.
 */
export function placeBoxes(boxes: readonly UnplacedBox[], edges: readonly EdgeView[], given: Given): BoxView[] {
  const inside = new Map<string | null, UnplacedBox[]>();
  for (const box of boxes) inside.set(box.parent, [...(inside.get(box.parent) ?? []), box]);

  const levelOf = (parent: string | null): { readonly level: BoxView[]; readonly below: BoxView[] } => {
    const below: BoxView[] = [];
    const sized = (inside.get(parent) ?? []).map((box) => {
      const body = levelOf(box.id);
      below.push(...body.level, ...body.below);
      return { ...box, ...sizeAround(box, body.level) };
    });
    const level = placeLevel(sized, edges, given);
    return { level: parent === null ? level : shifted(level), below };
  };
  const { level, below } = levelOf(null);
  return [...level, ...below];
}

/** A box with nothing in it keeps the size of its kind. */
function sizeAround(box: UnplacedBox, body: readonly BoxView[]): { readonly width: number; readonly height: number } {
  return {
    width: Math.max(box.width, ...body.map(({ x, width }) => x + width + MARGIN.side)),
    height: Math.max(box.height, ...body.map(({ y, height }) => y + height + MARGIN.bottom)),
  };
}

/** The level with its first column and row beside the container's edge, wherever they were drawn. */
function shifted(level: readonly BoxView[]): BoxView[] {
  const left = Math.min(...level.map(({ x }) => x));
  const top = Math.min(...level.map(({ y }) => y));
  return level.map((box) => ({ ...box, x: box.x - left + MARGIN.side, y: box.y - top + MARGIN.top }));
}

/** Positions of the document if every box of a level has one and no two lie on each other; else a layered layout. */
function placeLevel(boxes: readonly UnplacedBox[], edges: readonly EdgeView[], given: Given): BoxView[] {
  const placed = boxes.flatMap((box) => {
    const spot = given.get(box.id);
    return spot === undefined ? [] : [{ ...box, x: spot.x, y: spot.y }];
  });
  return placed.length === boxes.length && !overlap(placed) ? placed : layered(boxes, edges);
}

function layered(boxes: readonly UnplacedBox[], edges: readonly EdgeView[]): BoxView[] {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 48, ranksep: 64 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const { source, target } of edges)
    if (graph.hasNode(source) && graph.hasNode(target)) graph.setEdge(source, target);
  layout(graph);
  return boxes.map((box) => {
    const middle = graph.node(box.id) as Spot;
    return { ...box, x: middle.x - box.width / 2, y: middle.y - box.height / 2 };
  });
}

function overlap(boxes: readonly BoxView[]): boolean {
  return boxes.some((a, i) =>
    boxes
      .slice(i + 1)
      .some((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height),
  );
}
