import type { Service } from '@omniroute/dsl';
import type { KindDefinition } from '@omniroute/kind-sdk';
import { type BoxView, graphView } from '../canvas/graph-view.ts';

/** A rectangle or a line of a drawing, in its own measure. */
export interface TinyDrawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly {
    readonly id: string;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly isContainer: boolean;
  }[];
  readonly ways: readonly {
    readonly id: string;
    readonly from: readonly [number, number];
    readonly to: readonly [number, number];
  }[];
}

const MARGIN = 24;

/** A service as shapes without words, for a card. */
export function tinyDrawing(service: Service, kinds: Readonly<Record<string, KindDefinition>>): TinyDrawing {
  const view = graphView(service, kinds);
  const placed = new Map<string, BoxView>();
  // A box stands behind the one it is drawn in, whose place is known then.
  for (const box of view.boxes) {
    const parent = box.parent === null ? undefined : placed.get(box.parent);
    placed.set(box.id, { ...box, x: box.x + (parent?.x ?? 0), y: box.y + (parent?.y ?? 0) });
  }
  const boxes = [...placed.values()];
  const left = Math.min(...boxes.map(({ x }) => x)) - MARGIN;
  const top = Math.min(...boxes.map(({ y }) => y)) - MARGIN;
  return {
    width: Math.max(...boxes.map(({ x, width }) => x + width)) + MARGIN - left,
    height: Math.max(...boxes.map(({ y, height }) => y + height)) + MARGIN - top,
    boxes: boxes.map(({ id, x, y, width, height, container }) => ({
      id,
      x: x - left,
      y: y - top,
      width,
      height,
      isContainer: container,
    })),
    ways: view.edges.flatMap(({ id, source, target }) => {
      const [one, two] = [placed.get(source), placed.get(target)];
      if (one === undefined || two === undefined) return [];
      return [
        {
          id,
          from: [one.x + one.width / 2 - left, one.y + one.height - top] as const,
          to: [two.x + two.width / 2 - left, two.y - top] as const,
        },
      ];
    }),
  };
}
