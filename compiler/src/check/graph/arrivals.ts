import type { Drawing } from './drawing.ts';
import { canEnd, joinAt } from './forks.ts';
import type { Arrival, Meeting } from './meeting.ts';
import { type Confluence, closes, type Territory } from './territory.ts';

/** The meeting at a step where units of a fork come together. */
export function meetingAt(drawing: Drawing, territory: Territory, confluence: Confluence): Meeting {
  const { node, unit, arrivals } = confluence;
  const place = drawing.places.get(node);
  const join = place === undefined ? null : joinAt(place);
  return {
    node,
    fork: territory.fork.id,
    by: 'branches',
    mode: join?.mode ?? 'all',
    cancelRest: join?.cancelRest ?? false,
    explicit: join !== null,
    branches: unit.branches.map(
      (index): Arrival => ({
        index,
        arcs: arrivals.filter((arrival) => arrival.unit.branches.includes(index)).map(({ arc }) => arc),
        certain: isCertain(drawing, territory, index, node),
      }),
    ),
    closes: closes(confluence),
    reach: reachOf(drawing, territory, confluence),
  };
}

/** Whether every path of a branch arrives at a step. */
function isCertain(drawing: Drawing, { fork, units }: Territory, index: number, node: string): boolean {
  const first = fork.branches.find((branch) => branch.index === index)?.arc?.target;
  if (first === undefined) return false;
  const seen = new Set([first]);
  // A set is walked in the order of insertion, what is added on the way included.
  for (const id of seen) {
    if (id === node) continue;
    const place = drawing.places.get(id);
    if (place === undefined || !units.has(id) || canEnd(place)) return false;
    for (const arc of place.out) seen.add(arc.target);
  }
  return true;
}

/** Steps in the branches of a confluence from which it can be reached. */
function reachOf(drawing: Drawing, { units }: Territory, { node, unit }: Confluence): ReadonlySet<string> {
  const inside = (id: string) => units.get(id)?.branches.every((branch) => unit.branches.includes(branch)) === true;
  const found = new Set<string>();
  const waiting = [node];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const { source } of drawing.places.get(at)?.in ?? []) {
      if (source === node || found.has(source) || !inside(source)) continue;
      found.add(source);
      waiting.push(source);
    }
  }
  return found;
}
