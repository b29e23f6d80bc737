import type { DrawnBox } from '../../commands/editor.ts';
import type { Spot } from '../../store/ui-state.ts';

const MARGIN = 8;

/** A drawing made small: how a place of it is found on the map, and the other way. */
export interface SmallMap {
  readonly scale: number;
  toMap(x: number, y: number): Spot;
  toDrawing(x: number, y: number): Spot;
}

/** Fits boxes into a small area, in the middle of it. */
export function mapOf(boxes: Iterable<DrawnBox>, size: { readonly width: number; readonly height: number }): SmallMap {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    left = Math.min(left, box.absoluteX);
    top = Math.min(top, box.absoluteY);
    right = Math.max(right, box.absoluteX + box.width);
    bottom = Math.max(bottom, box.absoluteY + box.height);
  }
  if (left > right) [left, top, right, bottom] = [0, 0, 1, 1];
  const scale = Math.min(
    (size.width - 2 * MARGIN) / Math.max(1, right - left),
    (size.height - 2 * MARGIN) / Math.max(1, bottom - top),
    0.15,
  );
  const x0 = (size.width - (right - left) * scale) / 2;
  const y0 = (size.height - (bottom - top) * scale) / 2;
  return {
    scale,
    toMap: (x, y) => ({ x: x0 + (x - left) * scale, y: y0 + (y - top) * scale }),
    toDrawing: (x, y) => ({ x: left + (x - x0) / scale, y: top + (y - y0) / scale }),
  };
}
