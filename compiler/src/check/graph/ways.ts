import type { PathStep } from '@omniroute/errors';
import type { Arc, Drawing } from './drawing.ts';

/** A shortest way from one of several steps to another, both included; each step says by which exit it is reached. */
export function shortestWay(
  drawing: Drawing,
  from: readonly string[],
  to: string,
  allowed: (arc: Arc) => boolean = () => true,
): PathStep[] | null {
  const before = new Map<string, Arc | null>(from.map((id) => [id, null]));
  const queue = [...from];
  for (let at = 0; at < queue.length && !before.has(to); at += 1) {
    for (const arc of drawing.places.get(queue[at] as string)?.out ?? []) {
      if (before.has(arc.target) || !allowed(arc)) continue;
      before.set(arc.target, arc);
      queue.push(arc.target);
    }
  }
  if (!before.has(to)) return null;
  const steps: PathStep[] = [];
  for (let id: string | undefined = to; id !== undefined; ) {
    const arc: Arc | null = before.get(id) ?? null;
    steps.push(arc === null ? { node: id } : stepBy(arc));
    id = arc?.source;
  }
  return steps.reverse();
}

/** The step an arc leads to, as part of a way. */
export function stepBy(arc: Arc): PathStep {
  return arc.port === 'out' ? { node: arc.target } : { node: arc.target, port: arc.port };
}

/** Every step that can be reached from one, itself included. */
export function reachableFrom(
  drawing: Drawing,
  start: readonly string[],
  allowed: (arc: Arc) => boolean = () => true,
): Set<string> {
  const seen = new Set(start);
  // A set is walked in the order of insertion, what is added on the way included.
  for (const id of seen) {
    for (const arc of drawing.places.get(id)?.out ?? []) if (allowed(arc)) seen.add(arc.target);
  }
  return seen;
}
