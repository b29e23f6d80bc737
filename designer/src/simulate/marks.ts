import type { Service } from '@omniroute/dsl';
import { type Plan, parseKey, type RunEvent, type VisitStatus, viewOf } from '@omniroute/plan';
import { frameOf, takenEdges } from './taken-edges.ts';

/** How a step stands at the place that is looked at, in the turn that is shown. */
export interface Mark {
  readonly status: VisitStatus;
  /** Key of its latest visit in that turn. */
  readonly key: string;
  /** How often it was visited in that turn. */
  readonly visits: number;
}

/** The turns of a container that were begun, and the one that is shown. */
export interface Turns {
  readonly all: readonly string[];
  readonly shown: string;
}

/** What the drawing shows of a run. */
export interface Marks {
  readonly steps: ReadonlyMap<string, Mark>;
  readonly edges: ReadonlySet<string>;
  readonly turns: ReadonlyMap<string, Turns>;
}

export const NO_MARKS: Marks = { steps: new Map(), edges: new Set(), turns: new Map() };

/**
 * What the drawing shows after some events. A container shows one turn at a time, the one chosen or else the latest, and what is
 * in it shows that turn only: steps and connections of different turns are never mixed.
 */
export function marksOf(
  plan: Plan,
  service: Service,
  events: readonly RunEvent[],
  given: { readonly trigger: string | undefined; readonly chosen: ReadonlyMap<string, string> },
): Marks {
  const { visits } = viewOf(events);
  const own = visits.filter(({ key }) => !key.includes('/'));
  const parents = parentsOf(plan);
  const turns = new Map<string, Turns>();
  const shown = new Map<string | null, string>([[null, '']]);
  for (const { id, segments, parent } of containersOf(plan)) {
    const around = shown.get(parent);
    if (around === undefined) continue;
    const depth = segmentsOf(around) + segments;
    // Events come in the order of time, so the turn of the last of them is where something happened last.
    let latest: string | undefined;
    const all = new Set<string>();
    for (const event of events) {
      if (event.type !== 'visit' || event.key.includes('/') || !isInside(parents, event.node, id)) continue;
      const frame = frameOf(event.key);
      if (!isIn(frame, around)) continue;
      latest = frame.split('.').slice(0, depth).join('.');
      all.add(latest);
    }
    const wanted = given.chosen.get(id);
    const turn = wanted !== undefined && all.has(wanted) ? wanted : latest;
    if (turn === undefined) continue;
    turns.set(id, { all: [...all], shown: turn });
    shown.set(id, turn);
  }
  const isShown = (key: string) => shown.get(parents.get(parseKey(key).node) ?? null) === frameOf(key);
  const steps = new Map<string, Mark>();
  for (const { node, key, status } of own)
    if (isShown(key)) steps.set(node, { status, key, visits: (steps.get(node)?.visits ?? 0) + 1 });
  return { steps, turns, edges: takenEdges(plan, service, events, given.trigger, isShown) };
}

interface Container {
  readonly id: string;
  readonly parent: string | null;
  /** Parts of a path that a turn of it adds: visit and item of a loop, the visit alone of a scope. */
  readonly segments: number;
}

/** Containers from the outside in. */
function containersOf(plan: Plan): readonly Container[] {
  const found: (Container & { readonly depth: number })[] = [];
  for (const [region, { owner, op }] of plan.regions.entries()) {
    if (owner === null || op === 'call' || op === 'run') continue;
    const around = aroundOf(plan, region);
    found.push({
      id: plan.nodes[owner]?.id ?? '',
      parent: around[0] ?? null,
      segments: op === 'scope' ? 1 : 2,
      depth: around.length,
    });
  }
  return found.sort((one, other) => one.depth - other.depth);
}

/** Ids of the containers around a region, the nearest first. */
function aroundOf(plan: Plan, region: number): readonly string[] {
  const parent = plan.regions[region]?.parent ?? null;
  if (parent === null) return [];
  const owner = plan.regions[parent]?.owner ?? null;
  return [...(owner === null ? [] : [plan.nodes[owner]?.id ?? '']), ...aroundOf(plan, parent)];
}

/** Step → the container it is in. */
function parentsOf(plan: Plan): ReadonlyMap<string, string | null> {
  return new Map(
    plan.nodes.map(({ id, region }) => {
      const owner = plan.regions[region]?.owner ?? null;
      return [id, owner === null ? null : (plan.nodes[owner]?.id ?? null)];
    }),
  );
}

function isInside(parents: ReadonlyMap<string, string | null>, node: string, container: string): boolean {
  for (let at = parents.get(node) ?? null; at !== null; at = parents.get(at) ?? null) if (at === container) return true;
  return false;
}

const segmentsOf = (frame: string) => (frame === '' ? 0 : frame.split('.').length);
const isIn = (frame: string, around: string) => around === '' || frame === around || frame.startsWith(`${around}.`);
