import { type Boxes, snapped, type Target } from './places.ts';

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom';
export type Direction = 'across' | 'down';

/** Boxes of one level by which others can be lined up; of several levels there is nothing to line up. */
function levelOf(boxes: Boxes, ids: Iterable<string>) {
  const found = [...ids].map((id) => boxes.get(id)).filter((box) => box !== undefined);
  return found.every((box) => box.parent === found[0]?.parent) ? found : [];
}

/** Whether steps can be lined up: two or more of one level. */
export function canAlign(boxes: Boxes, ids: ReadonlySet<string>, least = 2): boolean {
  return levelOf(boxes, ids).length >= least;
}

/** Lines steps up by an edge or the middle of all of them. */
export function align(boxes: Boxes, ids: ReadonlySet<string>, how: Alignment): Map<string, Target> {
  const level = levelOf(boxes, ids);
  const left = Math.min(...level.map(({ x }) => x));
  const right = Math.max(...level.map(({ x, width }) => x + width));
  const top = Math.min(...level.map(({ y }) => y));
  const bottom = Math.max(...level.map(({ y, height }) => y + height));
  const spots = {
    left: () => ({ x: left }),
    right: (width: number) => ({ x: right - width }),
    centre: (width: number) => ({ x: (left + right - width) / 2 }),
    top: () => ({ y: top }),
    bottom: (_: number, height: number) => ({ y: bottom - height }),
    middle: (_: number, height: number) => ({ y: (top + bottom - height) / 2 }),
  } as const;
  return new Map(
    level.map(({ id, parent, x, y, width, height }) => [id, { parent, x, y, ...spots[how](width, height) }]),
  );
}

/** Gives steps equal gaps between the outermost two. */
export function distribute(boxes: Boxes, ids: ReadonlySet<string>, direction: Direction): Map<string, Target> {
  const [at, size] = direction === 'across' ? (['x', 'width'] as const) : (['y', 'height'] as const);
  const level = levelOf(boxes, ids).sort((a, b) => a[at] - b[at]);
  const [first, last] = [level[0], level.at(-1)];
  if (first === undefined || last === undefined || level.length < 3) return new Map();
  const taken = level.reduce((sum, box) => sum + box[size], 0);
  const gap = (last[at] + last[size] - first[at] - taken) / (level.length - 1);
  let next = first[at];
  return new Map(
    level.map((box) => {
      const target = { parent: box.parent, x: box.x, y: box.y, [at]: snapped(next) };
      next += box[size] + gap;
      return [box.id, target];
    }),
  );
}
