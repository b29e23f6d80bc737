import { type Diagnostic, diagnostic, type PathStep } from '@omniroute/errors';
import { formatDuration } from '@omniroute/primitives';
import type { Place } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';
import type { Level } from '../graph/levels.ts';
import { stepBy } from '../graph/ways.ts';
import { type Bound, boundAt, boundOf } from './bounds.ts';
import { ElapsedTime, type Exit } from './elapsed.ts';

/** Waits that add up on one way to more than the run, or the container around them, may last (OR5024). */
export function checkWaits(graph: Graph, findings: Diagnostic[]): void {
  if (!graph.followable) return;
  const { drawing, levels } = graph;
  const bounded = levels.flatMap((level) => {
    const { container } = level;
    const bounds =
      container === null ? boundOf('the whole run', drawing.service.timeout) : boundAt(drawing.places.get(container));
    return bounds.map((bound) => ({ level, bound }));
  });
  if (bounded.length === 0) return;
  const elapsed = new ElapsedTime(graph);
  for (const { level, bound } of bounded) findings.push(...firstBeyond(graph, level, bound, elapsed));
}

/** The first step of a level with which the time is over; what comes behind it is beyond the end as well. */
function firstBeyond({ drawing }: Graph, { order }: Level, bound: Bound, elapsed: ElapsedTime): Diagnostic[] {
  for (const id of order) {
    const place = drawing.places.get(id);
    if (place === undefined || elapsed.before(id) > bound.ms) continue;
    const exit = elapsed
      .exits(place)
      .find(({ port, ms }) => elapsed.before(id) + ms > bound.ms && isAwaited(place, port));
    // A timer that is too long by itself is told of as that.
    if (exit === undefined || (exit.pointer !== null && exit.ms > bound.ms)) continue;
    return [
      diagnostic('OR5024', {
        pointer: `${place.pointer}${pointerOf(exit)}`,
        node_id: id,
        got: formatDuration(elapsed.before(id) + exit.ms),
        expected: bound.text,
        facts: { node: id, other: bound.name },
        path: wayTo(place, elapsed),
      }),
    ];
  }
  return [];
}

/** Whether somebody counts on an exit being taken: a limit of time that leads nowhere may come too late. */
function isAwaited({ ports, out }: Place, port: string): boolean {
  return ports.some(({ id, role }) => id === port && role !== 'timeout') || out.some((arc) => arc.port === port);
}

function pointerOf({ pointer }: Exit): string {
  return pointer === null ? '' : `/config${pointer}`;
}

/** The way on which so much time passes, from the first wait on. */
function wayTo(place: Place, elapsed: ElapsedTime): PathStep[] {
  const steps: PathStep[] = [];
  let first = place.node.id;
  for (let arc = elapsed.by(first); arc !== null; arc = elapsed.by(first)) {
    steps.push(stepBy(arc));
    first = arc.source;
  }
  return [{ node: first }, ...steps.reverse()];
}
