import type { Arc, Drawing, Place } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';

/** The place behind all steps at which a token can end: of the run (`null`), or of one turn or visit of a container. */
export interface EndOf {
  readonly endOf: string | null;
}

/** What is asked about: the entry of a step, or an end. */
export type Where = string | EndOf;

/** The end of the run. */
export const END: EndOf = { endOf: null };

/** The end of a turn or visit of a container. */
export function endOf(container: string): EndOf {
  return { endOf: container };
}

/** The container that a place lies in, `null` for the run itself. An undo lives where what it undoes does. */
export function levelOf(drawing: Drawing, where: Where): string | null {
  return typeof where === 'string' ? (drawing.places.get(where)?.parent ?? null) : where.endOf;
}

/** The containers around a place, from the inside out. */
export function containersOf(drawing: Drawing, where: Where): readonly string[] {
  const found: string[] = [];
  for (let at = levelOf(drawing, where); at !== null; at = levelOf(drawing, at)) found.push(at);
  return found;
}

/** Whether what a step gives is there to be read: it lives in the same container, or further out. */
export function isVisible(drawing: Drawing, step: string, where: Where): boolean {
  const level = levelOf(drawing, step);
  return level === null || containersOf(drawing, where).includes(level);
}

/** A place as those see it who live where the step does: the container around it, or itself. */
export function seenFrom(drawing: Drawing, where: Where, step: string): Where {
  const level = levelOf(drawing, step);
  if (levelOf(drawing, where) === level) return where;
  return containersOf(drawing, where).find((each) => levelOf(drawing, each) === level) ?? where;
}

/** Whether an arc is left without the step having done what it does: by an error exit, or a container by `timeout`. */
export function leavesEarly(place: Place, arc: Arc): boolean {
  return arc.role === 'error' || (arc.role === 'timeout' && place.known?.kind.role === 'container');
}

const ENDING: readonly Arc['role'][] = ['out', 'branch', 'outcome', 'event'];

/** Whether a token can end well at a step: at an end, or by an exit that leads nowhere. */
export function isFinal(place: Place): boolean {
  const { known, out, ports } = place;
  if (known?.kind.role === 'end') return known.kind.ends?.(known.config) !== 'error';
  if (!out.some((arc) => !leavesEarly(place, arc))) return true;
  const used = new Set(out.map((arc) => arc.port));
  return ports.some((port) => ENDING.includes(port.role) && !used.has(port.id));
}

/** Steps of a level at which a token can end well. */
export function finalPlaces({ levels, drawing }: Graph, level: string | null): readonly Place[] {
  const steps = level === null ? (levels[0]?.order ?? []) : (drawing.bodies.get(level)?.places ?? []);
  return steps.flatMap((id) => {
    const place = drawing.places.get(id);
    return place !== undefined && isFinal(place) ? [place] : [];
  });
}
