import { immediateDominators } from '../graph/dominators.ts';
import { type Arc, completes, type Place } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';

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
   * Whether `step` has completed on every path to `where`. In a graph that nobody can follow for certain, and for a step
   * that no path reaches, everything has: what is wrong there is reported once, as that.
   */
  always(step: string, where: Where): boolean {
    const from = this.index.get(step);
    if (!this.graph.followable || from === undefined) return true;
    const to = where === END ? this.idom.length - 1 : this.vertexOf(where);
    return to === null || this.dominates(doneOf(from), to);
  }

  /** Whether `step` has completed on no path to `where`. */
  never(step: string, where: Where): boolean {
    return where !== END && !this.always(step, where) && !this.leadsTo(step, where);
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
    const { drawing } = this.graph;
    const seen = new Set((drawing.places.get(step)?.out ?? []).map((arc) => arc.target));
    // Readers mostly stand near: the search ends as soon as it has found one.
    for (const id of seen) {
      if (id === where) return true;
      for (const arc of drawing.places.get(id)?.out ?? []) seen.add(arc.target);
    }
    return false;
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
