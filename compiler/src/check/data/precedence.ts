import { immediateDominators } from '../graph/dominators.ts';
import { type Arc, completes, type Place } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';
import { reachableFrom } from '../graph/ways.ts';

/** Whether a step has completed before another is reached: on every path, on some, or on none. */
export type Precedence = 'always' | 'sometimes' | 'never';

/** What is asked about the end of the run: the place behind all steps at which a token can end. */
export const END = Symbol('end');
export type Where = string | typeof END;

/**
 * Answers which steps precede which. A step is two vertices, entered and completed; its error exit leaves the first, so on
 * error paths it does not count as completed. A step precedes on every path if its completion dominates.
 */
export class Precedences {
  private readonly graph: Graph;
  private readonly index: ReadonlyMap<string, number>;
  private readonly idom: Int32Array;
  private readonly reach = new Map<string, ReadonlySet<string>>();

  constructor(graph: Graph) {
    this.graph = graph;
    this.index = new Map(graph.order.map((id, index) => [id, index]));
    const starts = new Set(graph.starts.map((start) => start.node));
    const predecessors: number[][] = [[]];
    for (const id of graph.order) {
      const before = starts.has(id) ? [0] : [];
      for (const arc of graph.drawing.places.get(id)?.in ?? []) {
        const source = this.index.get(arc.source);
        if (source !== undefined) before.push(completes(arc) ? doneOf(source) : enteredOf(source));
      }
      predecessors.push(before, [enteredOf(predecessors.length >> 1)]);
    }
    predecessors.push(finalPlaces(graph).map(({ node }) => doneOf(this.index.get(node.id) as number)));
    this.idom = immediateDominators(predecessors);
  }

  /**
   * How `step` precedes `where`. In a graph that nobody can follow for certain, and for a step that no path reaches,
   * everything precedes: what is wrong there is reported once, as that.
   */
  of(step: string, where: Where): Precedence {
    const from = this.index.get(step);
    if (!this.graph.followable || from === undefined) return 'always';
    const to = where === END ? this.idom.length - 1 : this.vertexOf(where);
    if (to === null || this.dominates(doneOf(from), to)) return 'always';
    return where === END || this.leadsTo(step, where) ? 'sometimes' : 'never';
  }

  private vertexOf(where: string): number | null {
    const index = this.index.get(where);
    return index === undefined ? null : enteredOf(index);
  }

  private dominates(above: number, vertex: number): boolean {
    let at = vertex;
    while (at > above) at = this.idom[at] as number;
    return at === above;
  }

  private leadsTo(step: string, where: string): boolean {
    let known = this.reach.get(step);
    if (known === undefined) {
      const { drawing } = this.graph;
      known = reachableFrom(
        drawing,
        (drawing.places.get(step)?.out ?? []).map((arc) => arc.target),
      );
      this.reach.set(step, known);
    }
    return known.has(where);
  }
}

function enteredOf(index: number): number {
  return 1 + 2 * index;
}

function doneOf(index: number): number {
  return 2 + 2 * index;
}

/** Steps at which a token can end: ends, and steps with an exit that leads nowhere. */
export function finalPlaces({ order, drawing }: Graph): readonly Place[] {
  return order.flatMap((id) => {
    const place = drawing.places.get(id);
    return place !== undefined && isFinal(place) ? [place] : [];
  });
}

const ENDING: readonly Arc['role'][] = ['out', 'branch', 'outcome', 'event'];

function isFinal({ known, out, ports }: Place): boolean {
  if (known?.kind.role === 'end' || !out.some(completes)) return true;
  const used = new Set(out.map((arc) => arc.port));
  return ports.some((port) => ENDING.includes(port.role) && !used.has(port.id));
}
