import type { Diagnostic } from '@omniroute/errors';
import type { Arc, Drawing } from './drawing.ts';
import { type Order, orderOf } from './order.ts';
import { findRoots } from './starts.ts';

/** One level of the drawing: the run, or the inside of one container. */
export interface Level extends Order {
  /** The container, `null` for the run. */
  readonly container: string | null;
  /** Where tokens begin in it: one step, but for triggers with connections of their own. */
  readonly roots: readonly string[];
  /** Where each step stands in the order. */
  readonly position: ReadonlyMap<string, number>;
}

/** All levels that are reached, each in its own order: the run first, containers behind the level they stand in. */
export function levelsOf(drawing: Drawing, starts: readonly string[], findings: Diagnostic[]): readonly Level[] {
  const levels: Level[] = [levelOf(drawing, null, starts)];
  // The list is walked while it grows.
  for (const { order } of levels) {
    for (const container of order) {
      if (!drawing.bodies.has(container)) continue;
      levels.push(levelOf(drawing, container, findRoots(drawing, container, findings)));
    }
  }
  return levels;
}

function levelOf(drawing: Drawing, container: string | null, roots: readonly string[]): Level {
  const order = orderOf(drawing, inWalkingOrder(drawing, container, roots));
  return { container, roots, ...order, position: new Map(order.order.map((id, index) => [id, index])) };
}

/**
 * What is walked last stands first in the order. Where a connection is missing a level has several beginnings: what is
 * written first then comes before what most likely goes on from it, so that types are known when they are read.
 */
function inWalkingOrder(drawing: Drawing, container: string | null, roots: readonly string[]): readonly string[] {
  return container === null && drawing.starting.length > 0 ? roots : roots.toReversed();
}

/** The order over all levels: a container directly before its body, the body before what follows the container. */
export function wholeOrder(levels: readonly Level[]): readonly string[] {
  const inside = new Map(levels.map((level) => [level.container, level.order]));
  const order: string[] = [];
  const waiting = [...(inside.get(null) ?? [])].reverse();
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    order.push(id);
    for (const each of [...(inside.get(id) ?? [])].reverse()) waiting.push(each);
  }
  return order;
}

/** Connections that close a circle, of all levels. */
export function allBack(levels: readonly Level[]): ReadonlySet<Arc> {
  return new Set(levels.flatMap(({ back }) => [...back]));
}
