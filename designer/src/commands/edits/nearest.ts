import type { Boxes } from './places.ts';

export type Way = 'Up' | 'Down' | 'Left' | 'Right';

/** The box nearest to another in a direction: how far that way counts once, how far aside twice. */
export function nearest(boxes: Boxes, from: string, way: Way): string | undefined {
  const start = boxes.get(from);
  if (start === undefined) return undefined;
  const middle = { x: start.absoluteX + start.width / 2, y: start.absoluteY + start.height / 2 };
  const sign = way === 'Up' || way === 'Left' ? -1 : 1;
  const isDown = way === 'Up' || way === 'Down';
  let best: { readonly id: string; readonly cost: number } | undefined;
  for (const box of boxes.values()) {
    if (box.id === from) continue;
    const [x, y] = [box.absoluteX + box.width / 2 - middle.x, box.absoluteY + box.height / 2 - middle.y];
    const [along, aside] = isDown ? [y * sign, Math.abs(x)] : [x * sign, Math.abs(y)];
    // Going into a container and out of it is going down and up.
    if (along <= 0) continue;
    const cost = along + 2 * aside;
    if (best === undefined || cost < best.cost) best = { id: box.id, cost };
  }
  return best?.id;
}
