import type { Arc, Drawing, Place } from './drawing.ts';

/** One branch of a fork. `arc` is null where its exit is not connected: a token that takes it ends there. */
export interface Branch {
  /** Its index at the split, as the plan counts it. */
  readonly index: number;
  readonly arc: Arc | null;
  /** Taken only where no other is. */
  readonly otherwise: boolean;
}

/** A split whose exits can be taken together. */
export interface Fork {
  readonly place: Place;
  readonly id: string;
  /** Every exit is taken, not only those whose conditions hold. */
  readonly all: boolean;
  readonly branches: readonly Branch[];
}

/** The fork at a step, if it is one. */
export function forkAt(drawing: Drawing, id: string): Fork | null {
  const place = drawing.places.get(id);
  const split = place?.known?.kind.split?.(place.known.config);
  if (place === undefined || (split !== 'all' && split !== 'inclusive')) return null;
  return { place, id, all: split === 'all', branches: split === 'all' ? byArcs(place) : byPorts(place) };
}

/** The forks among some steps. */
export function forksAmong(drawing: Drawing, ids: readonly string[]): readonly Fork[] {
  return ids.flatMap((id) => forkAt(drawing, id) ?? []);
}

/** Each connection starts a branch, in the order in which they are written. */
function byArcs(place: Place): Branch[] {
  return place.out.filter(isExit).map((arc, index) => ({ index, arc, otherwise: false }));
}

/** Each exit is a branch, connected or not. An exit for everything else that leads nowhere is none: it raises an error. */
function byPorts(place: Place): Branch[] {
  return place.ports
    .filter((port) => port.role !== 'error' && port.role !== 'timeout')
    .map((port, index) => ({
      index,
      arc: place.out.find((arc) => arc.port === port.id) ?? null,
      otherwise: port.role === 'default',
    }))
    .filter(({ arc, otherwise }) => arc !== null || !otherwise);
}

function isExit({ role }: Arc): boolean {
  return role !== 'error' && role !== 'timeout';
}

/** Whether a path can end at a step: it is an end, or has an exit that leads nowhere and raises nothing. Errors go outward. */
export function canEnd({ known, out, ports }: Place): boolean {
  if (known === null) return false;
  if (known.kind.role === 'end') return true;
  if (known.kind.split?.(known.config) === 'all') return !out.some(isExit);
  return ports.some(
    ({ id, role }) =>
      role !== 'error' && role !== 'timeout' && role !== 'default' && !out.some((arc) => arc.port === id),
  );
}

/** How a step takes branches, if it is a join that is switched on. */
export function joinAt({ known, node }: Place) {
  if (known === null || node.disabled === true) return null;
  return known.kind.join?.(known.config) ?? null;
}
