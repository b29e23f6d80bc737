import type { DrawnBox } from '../../commands/editor.ts';
import type { FlowEdge, FlowNode } from './flow-nodes.ts';

/** A part of the drawing, in its own measure. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Up to this many boxes all are handed to React Flow; of more only those in sight. */
export const ALL_UP_TO = 150;
/** Below this zoom a large drawing is painted, since nothing on it can be read anyway. */
export const FAR_BELOW = 0.45;
/** The farthest one can go away. */
export const LEAST_ZOOM = 0.04;

/**
 * What of a large drawing is mounted: boxes in sight and half a screen around, those that are kept (chosen, or the source of a
 * connection that is drawn), what their connections lead to, and the containers around them all.
 */
export function windowOf(
  nodes: readonly FlowNode[],
  edges: readonly FlowEdge[],
  boxes: ReadonlyMap<string, DrawnBox>,
  sight: Rect,
  keep: (id: string) => boolean,
): { readonly nodes: readonly FlowNode[]; readonly edges: readonly FlowEdge[] } {
  const seen = new Set<string>();
  for (const box of boxes.values()) if (keep(box.id) || touches(box, sight)) seen.add(box.id);
  const kept = edges.filter(({ source, target }) => seen.has(source) || seen.has(target));
  const needed = new Set(seen);
  for (const { source, target } of kept) {
    needed.add(source);
    needed.add(target);
  }
  for (const id of [...needed])
    for (let at = boxes.get(id)?.parent ?? null; at !== null && !needed.has(at); at = boxes.get(at)?.parent ?? null)
      needed.add(at);
  return { nodes: nodes.filter(({ id }) => needed.has(id)), edges: kept };
}

function touches(box: DrawnBox, { x, y, width, height }: Rect): boolean {
  return (
    box.absoluteX < x + width &&
    box.absoluteX + box.width > x &&
    box.absoluteY < y + height &&
    box.absoluteY + box.height > y
  );
}

/** What can be seen, with half a screen around, in steps of half a screen: it changes seldom while one pans. */
export function sightOf(
  [x, y, zoom]: readonly [number, number, number],
  size: { readonly width: number; readonly height: number },
): Rect {
  const [width, height] = [size.width / zoom, size.height / zoom];
  const [acrossStep, downStep] = [width / 2, height / 2];
  return {
    x: (Math.floor(-x / zoom / acrossStep) - 1) * acrossStep,
    y: (Math.floor(-y / zoom / downStep) - 1) * downStep,
    width: width + 3 * acrossStep,
    height: height + 3 * downStep,
  };
}

/** The view that shows boxes as a whole. */
export function fitting(
  boxes: Iterable<DrawnBox>,
  size: { readonly width: number; readonly height: number },
  most = 1.1,
): { readonly x: number; readonly y: number; readonly zoom: number } {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    left = Math.min(left, box.absoluteX);
    top = Math.min(top, box.absoluteY);
    right = Math.max(right, box.absoluteX + box.width);
    bottom = Math.max(bottom, box.absoluteY + box.height);
  }
  if (left > right || size.width === 0) return { x: size.width / 2, y: size.height / 4, zoom: 1 };
  const [width, height] = [right - left, bottom - top];
  const fits = Math.min((size.width * 0.88) / width, (size.height * 0.84) / height);
  const zoom = Math.max(LEAST_ZOOM, Math.min(most, fits));
  return { x: (size.width - width * zoom) / 2 - left * zoom, y: (size.height - height * zoom) / 2 - top * zoom, zoom };
}
