import type { Arc, Drawing, Place } from './drawing.ts';
import { canEnd, type Fork, forkAt, joinAt } from './forks.ts';
import type { Level } from './levels.ts';

/** A part of a level in which every step waits for all connections into it. */
export interface AndGraph {
  readonly drawing: Drawing;
  readonly fork: Fork;
  /** Steps in it, the last one included, in the order of the graph. */
  readonly nodes: ReadonlySet<string>;
  /** Splits in it besides the outermost. */
  readonly inner: ReadonlySet<string>;
  /** Steps with several connections, and those. */
  readonly gathers: ReadonlyMap<string, readonly Arc[]>;
  /** The step behind which all paths have come together, `null` where they end. */
  readonly last: string | null;
}

/**
 * The general graph behind a split, if there is one (LANGUAGE.md section 4): up to the step behind which all its paths have
 * come together, or to the ends, every split starts all its exits, nothing is chosen, and nothing goes wrong or back.
 */
export function andGraphOf(drawing: Drawing, level: Level, fork: Fork): AndGraph | null {
  if (!fork.all || !goesOneWay(drawing, fork.place)) return null;
  const nodes = new Set<string>();
  const inner = new Set<string>();
  const gathers = new Map<string, readonly Arc[]>();
  const waiting = new Set<string>();
  const enter = ({ out }: Place) => {
    for (const arc of out) waiting.add(arc.target);
  };
  enter(fork.place);
  let ended = false;
  while (waiting.size > 0) {
    const id = firstOf(waiting, level.position);
    waiting.delete(id);
    const place = drawing.places.get(id);
    if (place === undefined || level.roots.includes(id)) return null;
    if (place.in.some((arc) => level.back.has(arc) || (arc.source !== fork.id && !nodes.has(arc.source)))) return null;
    if (place.in.some(({ role }) => role === 'error' || role === 'timeout')) return null;
    const join = joinAt(place);
    if (join !== null && (join.mode !== 'all' || join.onBranchError !== 'fail' || place.in.length < 2)) return null;
    nodes.add(id);
    if (place.in.length > 1) gathers.set(id, place.in);
    if (waiting.size === 0 && !ended) return { drawing, fork, nodes, inner, gathers, last: id };
    if (!goesOneWay(drawing, place) || place.out.some((arc) => level.back.has(arc))) return null;
    if (forkAt(drawing, id) !== null) inner.add(id);
    if (canEnd(place)) ended = true;
    enter(place);
  }
  return { drawing, fork, nodes, inner, gathers, last: null };
}

/** Whether a visit leaves by every connection there is. */
function goesOneWay(drawing: Drawing, place: Place): boolean {
  if (place.out.some(({ role }) => role === 'error' || role === 'timeout')) return false;
  const fork = forkAt(drawing, place.node.id);
  if (fork !== null) return fork.all;
  const ways = place.ports.filter(({ role }) => role !== 'error' && role !== 'timeout');
  return ways.length <= 1;
}

function firstOf(ids: ReadonlySet<string>, position: ReadonlyMap<string, number>): string {
  let first: string | null = null;
  const at = (id: string) => position.get(id) ?? Number.POSITIVE_INFINITY;
  for (const id of ids) if (first === null || at(id) < at(first)) first = id;
  return first as string;
}
