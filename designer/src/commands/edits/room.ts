import type { GraphView } from '@omniroute/shared-doc';
import type { Spot } from '../../store/ui-state.ts';
import { type Boxes, snapped, type Target } from './places.ts';

/** Free room between a step and the next. */
export const GAP = { across: 45, down: 60 };

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The free place nearest below a box, the place of a port to the right of those before it. */
export function placeBelow(boxes: Boxes, above: string, size: Size, column = 0): Spot {
  const box = boxes.get(above);
  if (box === undefined) return { x: 0, y: 0 };
  const x = box.x + (box.width - size.width) / 2 + column * (size.width + GAP.across);
  return freeNear(boxes, box.parent, { x: snapped(x), y: snapped(box.y + box.height + GAP.down) }, size);
}

/** A place where nothing lies, as near as can be: to the right, then a row below. */
export function freeNear(boxes: Boxes, parent: string | null, wanted: Spot, size: Size): Spot {
  const level = [...boxes.values()].filter((box) => box.parent === parent);
  const isFree = ({ x, y }: Spot) =>
    level.every(
      (box) => x >= box.x + box.width || box.x >= x + size.width || y >= box.y + box.height || box.y >= y + size.height,
    );
  for (let row = 0; row < 100; row += 1)
    for (let column = 0; column < 5; column += 1) {
      const spot = {
        x: wanted.x + column * snapped(size.width + GAP.across),
        y: wanted.y + row * snapped(size.height + GAP.down),
      };
      if (isFree(spot)) return spot;
    }
  return wanted;
}

/**
 * Makes room below a line for something new: what lies under it in the same container, and is reached from `from`, moves
 * down together, so that the drawing keeps its shape.
 */
export function roomBelow(view: GraphView, boxes: Boxes, from: string, height: number): Map<string, Target> {
  const start = boxes.get(from);
  const moved = new Map<string, Target>();
  if (start === undefined) return moved;
  const waiting = [from];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const box = boxes.get(id);
    if (box === undefined || moved.has(id) || box.y < start.y || box.parent !== start.parent) continue;
    moved.set(id, { parent: box.parent, x: box.x, y: box.y + height });
    for (const { source, target } of view.edges.values()) if (source === id) waiting.push(target);
  }
  return moved;
}
