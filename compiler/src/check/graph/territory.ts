import type { Arc, Drawing } from './drawing.ts';
import type { Fork } from './forks.ts';
import type { Level } from './levels.ts';

/** Tokens of a fork that cannot be told apart: one of its branches, or several behind the step where they became one. */
export interface Unit {
  readonly branches: readonly number[];
  /** Where it came together, `null` for a single branch. */
  readonly from: string | null;
  /** Where it comes together with others. */
  into: string | null;
}

/** A step at which units of one fork come together. */
export interface Confluence {
  readonly node: string;
  readonly unit: Unit;
  readonly arrivals: readonly { readonly arc: Arc; readonly unit: Unit }[];
}

/** Why the branches of a fork do not come together one after the other. */
export type Tangle =
  /** A connection goes back straight from the split. */
  | { readonly why: 'back'; readonly arc: Arc }
  /** Units meet of which one could also have come together with others elsewhere. */
  | { readonly why: 'bypass'; readonly node: string; readonly arcs: readonly Arc[] }
  /** Several units arrive where branches of a fork around this one come together. */
  | { readonly why: 'outer'; readonly node: string; readonly arcs: readonly Arc[] };

/** The part of a level in which tokens stand in the branches of a fork. */
export interface Territory {
  readonly fork: Fork;
  /** The unit in which a token stands on a step; steps behind what closes the fork are not in it. */
  readonly units: ReadonlyMap<string, Unit>;
  readonly confluences: readonly Confluence[];
  readonly tangles: readonly Tangle[];
}

/** Whether a confluence is the last of its branches: behind it the token stands outside the fork. */
export function closes({ unit }: Confluence): boolean {
  return unit.into === null;
}

/**
 * Follows the branches of a fork through its level in the order of the graph, and finds where they come together. `outer`
 * are the steps where forks around this one come together: a token that arrives there has left this one.
 */
export function territoryOf(drawing: Drawing, level: Level, fork: Fork, outer: ReadonlySet<string>): Territory {
  const front = new Front(level.position);
  const units = new Map<string, Unit>();
  const confluences: Confluence[] = [];
  const tangles: Tangle[] = [];
  for (const { index, arc } of fork.branches) {
    if (arc === null) continue;
    if (level.back.has(arc)) tangles.push({ why: 'back', arc });
    else front.add(arc, { branches: [index], from: null, into: null });
  }
  for (let next = front.take(); next !== null; next = front.take()) {
    const { node, arrivals } = next;
    const arriving = [...new Set(arrivals.map(({ unit }) => unit))];
    const arcs = arrivals.map(({ arc }) => arc);
    if (outer.has(node)) {
      if (arriving.length > 1) tangles.push({ why: 'outer', node, arcs });
      continue;
    }
    let unit = arriving[0] as Unit;
    if (arriving.length > 1) {
      if (arriving.some(({ into }) => into !== null)) tangles.push({ why: 'bypass', node, arcs });
      unit = { branches: unionOf(arriving), from: node, into: null };
      for (const each of arriving) each.into = node;
      confluences.push({ node, unit, arrivals });
      if (front.empty) break;
    }
    units.set(node, unit);
    for (const arc of drawing.places.get(node)?.out ?? []) if (!level.back.has(arc)) front.add(arc, unit);
  }
  for (const [node, unit] of units) if (unit.from !== null && unit.into === null) units.delete(node);
  return { fork, units, confluences, tangles };
}

function unionOf(units: readonly Unit[]): readonly number[] {
  return [...new Set(units.flatMap(({ branches }) => branches))].sort((a, b) => a - b);
}

/** Steps that tokens are about to reach, taken in the order of the graph. */
class Front {
  private readonly position: ReadonlyMap<string, number>;
  private readonly waiting = new Map<string, { arc: Arc; unit: Unit }[]>();

  constructor(position: ReadonlyMap<string, number>) {
    this.position = position;
  }

  get empty(): boolean {
    return this.waiting.size === 0;
  }

  add(arc: Arc, unit: Unit): void {
    const arrivals = this.waiting.get(arc.target);
    if (arrivals === undefined) this.waiting.set(arc.target, [{ arc, unit }]);
    else arrivals.push({ arc, unit });
  }

  take(): { node: string; arrivals: { arc: Arc; unit: Unit }[] } | null {
    let node: string | null = null;
    for (const id of this.waiting.keys()) if (node === null || this.at(id) < this.at(node)) node = id;
    if (node === null) return null;
    const arrivals = this.waiting.get(node) ?? [];
    this.waiting.delete(node);
    return { node, arrivals };
  }

  private at(id: string): number {
    return this.position.get(id) ?? Number.POSITIVE_INFINITY;
  }
}
