import type { Edge } from '@omniroute/dsl';
import type { DrawnBox } from '../../commands/editor.ts';

/** What is painted, and how large. */
export interface Painting {
  readonly boxes: ReadonlyMap<string, DrawnBox>;
  readonly edges: Iterable<Edge>;
  readonly transform: readonly [number, number, number];
  readonly size: { readonly width: number; readonly height: number };
  readonly ratio: number;
  readonly selected: ReadonlySet<string>;
  /** Steps that are being dragged, by how far. */
  readonly moved: ReadonlyMap<string, { readonly x: number; readonly y: number }> | null;
  readonly isBad: (id: string) => boolean;
  /** Name of the colour that a step has while the service is tried; `null`: as always. */
  readonly trialColour: (id: string) => string | null;
  readonly colour: (name: string) => string;
}

/** Colours that a trial gives to steps. */
export const TRIAL_COLOURS = ['good', 'bad', 'warn', 'info', 'wait'] as const;

const NOWHERE = { x: 0, y: 0 };

/** Paints boxes and ways in few strokes: one path for all ways, one for all boxes of a look. */
export function paintOverview(context: CanvasRenderingContext2D, painting: Painting): void {
  const { boxes, transform, size, ratio, selected, moved, isBad, trialColour, colour } = painting;
  const [x, y, zoom] = transform;
  const { canvas } = context;
  const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  context.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * x, ratio * y);
  const placeOf = (box: DrawnBox) => {
    const by = moved?.get(box.id) ?? NOWHERE;
    return { left: box.absoluteX + by.x, top: box.absoluteY + by.y };
  };

  context.beginPath();
  for (const { source, target } of painting.edges) {
    const [from, to] = [boxes.get(source), boxes.get(target)];
    if (from === undefined || to === undefined) continue;
    const [start, end] = [placeOf(from), placeOf(to)];
    context.moveTo(start.left + from.width / 2, start.top + from.height);
    context.lineTo(end.left + to.width / 2, end.top);
  }
  context.lineWidth = 1.5 / zoom;
  context.strokeStyle = colour('muted');
  context.stroke();

  const looks = [
    {
      has: (id: string) => !selected.has(id) && !isBad(id) && trialColour(id) === null,
      stroke: colour('line'),
      line: 1.5,
    },
    ...TRIAL_COLOURS.map((name) => ({
      has: (id: string) => !selected.has(id) && !isBad(id) && trialColour(id) === name,
      stroke: colour(name),
      line: 3,
    })),
    { has: (id: string) => !selected.has(id) && isBad(id), stroke: colour('bad'), line: 2.5 },
    { has: (id: string) => selected.has(id), stroke: colour('focus'), line: 3 },
  ];
  for (const look of looks) {
    context.beginPath();
    for (const box of boxes.values()) {
      if (!look.has(box.id)) continue;
      const { left, top } = placeOf(box);
      context.rect(left, top, box.width, box.height);
    }
    context.globalAlpha = 0.9;
    context.fillStyle = colour('surface');
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = look.line / zoom;
    context.strokeStyle = look.stroke;
    context.stroke();
  }
}

/** The innermost box under a place of the drawing. */
export function boxAt(boxes: ReadonlyMap<string, DrawnBox>, x: number, y: number): DrawnBox | null {
  let found: DrawnBox | null = null;
  for (const box of boxes.values()) {
    const isIn =
      x >= box.absoluteX && y >= box.absoluteY && x <= box.absoluteX + box.width && y <= box.absoluteY + box.height;
    if (isIn && (found === null || box.width * box.height <= found.width * found.height)) found = box;
  }
  return found;
}
