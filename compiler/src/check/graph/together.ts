import type { AndGraph } from './and-graph.ts';
import type { Drawing } from './drawing.ts';
import type { Meeting } from './meeting.ts';
import type { Meetings } from './meetings.ts';
import type { Territory, Unit } from './territory.ts';
import { reachableFrom } from './ways.ts';

/**
 * Which steps can be under way at the same time: steps in different branches of a fork, steps behind a meeting and those of
 * branches that it does not wait for, and steps in turns of a container that run side by side.
 */
export class Together {
  private readonly drawing: Drawing;
  /** Territories and general graphs that each step lies in. */
  private readonly territories = new Map<string, Territory[]>();
  private readonly graphs = new Map<string, AndGraph>();
  /** Meetings that each step can outlast. */
  private readonly outlasted = new Map<string, Meeting[]>();
  private readonly behind = new Map<string, ReadonlySet<string>>();

  constructor(drawing: Drawing, levels: readonly Meetings[]) {
    this.drawing = drawing;
    for (const { territories, andGraphs, meetings } of levels) {
      for (const territory of territories) this.draw(territory, meetings);
      for (const graph of andGraphs) for (const id of graph.nodes) this.graphs.set(id, graph);
    }
  }

  /** Whether two steps, or two visits of one, can be under way at the same time; `within` in one turn of that container. */
  has(one: string, other: string, within: string | null): boolean {
    const [above, beside] = [this.chain(one, within), this.chain(other, within)];
    while (above.length > 0 && beside.length > 0 && above.at(-1) === beside.at(-1)) {
      const shared = above.at(-1) as string;
      if (this.atOnce(shared, shared)) return true;
      if (above.length > 1 && beside.length > 1 && this.isConcurrent(shared)) return true;
      above.pop();
      beside.pop();
    }
    const [left, right] = [above.at(-1), beside.at(-1)];
    return left !== undefined && right !== undefined && this.atOnce(left, right);
  }

  private draw(territory: Territory, meetings: ReadonlyMap<string, Meeting>): void {
    const own = territory.confluences.flatMap(({ node }) => meetings.get(node) ?? []);
    for (const [id, unit] of territory.units) {
      push(this.territories, id, territory);
      for (const meeting of own) if (outlasts(id, unit, meeting)) push(this.outlasted, id, meeting);
    }
  }

  /** A step and the containers around it, from the inside out. */
  private chain(id: string, within: string | null): string[] {
    const chain = [id];
    const around = (step: string) => this.drawing.places.get(step)?.parent ?? null;
    for (let at = around(id); at !== null && at !== within; at = around(at)) chain.push(at);
    return chain;
  }

  private isConcurrent(container: string): boolean {
    const known = this.drawing.places.get(container)?.known;
    return known?.kind.body?.(known.config).concurrent === true;
  }

  /** The same for steps of one level. */
  private atOnce(one: string, other: string): boolean {
    for (const { fork, units } of this.territories.get(one) ?? []) {
      const [left, right] = [units.get(one), units.get(other)];
      if (left === undefined || right === undefined || left.branches.some((each) => right.branches.includes(each)))
        continue;
      // What is taken only where nothing else is runs beside nothing.
      const alone = (unit: Unit) =>
        unit.branches.every((index) => fork.branches.find((branch) => branch.index === index)?.otherwise === true);
      if (!alone(left) && !alone(right)) return true;
    }
    const graph = this.graphs.get(one);
    if (graph !== undefined && one !== other && graph.nodes.has(other) && !meets(graph, one, other)) return true;
    return this.follows(one, other) || this.follows(other, one);
  }

  /** Whether `later` can begin behind a meeting that `early` outlasts. */
  private follows(early: string, later: string): boolean {
    return (this.outlasted.get(early) ?? []).some(({ node }) => node === later || this.leads(node, later));
  }

  private leads(from: string, to: string): boolean {
    let behind = this.behind.get(from);
    if (behind === undefined) {
      behind = reachableFrom(this.drawing, [from]);
      this.behind.set(from, behind);
    }
    return behind.has(to);
  }
}

/** Whether a token on a step of the fork's branches can still be under way when the meeting has gone on. */
function outlasts(id: string, unit: Unit, { branches, mode, cancelRest, reach, node }: Meeting): boolean {
  if (id === node || unit.from === node) return false;
  const listed = new Set(branches.map(({ index }) => index));
  // What came together here, and goes on in the fork, is behind the meeting.
  if (unit.branches.length >= listed.size && [...listed].every((index) => unit.branches.includes(index))) return false;
  if (!unit.branches.every((index) => listed.has(index))) return true;
  if (mode === 'all') return !reach.has(id);
  return !cancelRest;
}

/** Whether one of two steps of a general graph leads to the other in it. */
function meets({ drawing, nodes }: AndGraph, one: string, other: string): boolean {
  const leads = (from: string, to: string) => reachableFrom(drawing, [from], ({ target }) => nodes.has(target)).has(to);
  return leads(one, other) || leads(other, one);
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
