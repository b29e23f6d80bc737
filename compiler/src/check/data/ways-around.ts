import type { PathStep } from '@omniroute/errors';
import type { Arc } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';
import { shortestWay } from '../graph/ways.ts';
import type { Dataflow } from './dataflow.ts';
import { containersOf, finalPlaces, leavesEarly, levelOf, type Where } from './where.ts';

/** Finds ways that show a fault: ways to a place on which something does not come true. */
export class WaysAround {
  private readonly graph: Graph;
  private readonly flow: Dataflow;

  constructor(graph: Graph, flow: Dataflow) {
    this.graph = graph;
    this.flow = flow;
  }

  /** A way on which a step does not complete. */
  step(step: string, where: Where | undefined): readonly PathStep[] | null {
    return this.around(this.flow.table.step(step), where);
  }

  /** A way on which a variable gets no value. */
  variable(name: string, where: Where | undefined): readonly PathStep[] | null {
    return this.around(this.flow.table.variable(name), where);
  }

  /** From the outside in: to each container on the way, and on inside it. */
  private around(fact: bigint | undefined, where: Where | undefined): readonly PathStep[] | null {
    if (where === undefined) return null;
    const { drawing } = this.graph;
    const origin = this.flow.origin(where);
    const steps: PathStep[] = [];
    for (const target of [...containersOf(drawing, origin).toReversed(), origin]) {
      const way = this.within(fact, target);
      if (way === null) return null;
      steps.push(...way);
    }
    if (typeof where === 'string' && origin !== where) steps.push({ node: where });
    return steps;
  }

  /**
   * The way inside one container or the run. Where all branches are taken and waited for, it goes through the one that could
   * have brought it: that the others do not is no fault.
   */
  private within(fact: bigint | undefined, target: Where): readonly PathStep[] | null {
    const { drawing } = this.graph;
    const barred = (step: string) => this.flow.brings(step, fact);
    const allowed = (arc: Arc) => {
      const source = drawing.places.get(arc.source);
      return source === undefined || leavesEarly(source, arc) || !barred(arc.source);
    };
    const level = levelOf(drawing, target);
    const from = this.beginningsOf(level);
    const ends =
      typeof target === 'string'
        ? [target]
        : finalPlaces(this.graph, target.endOf).flatMap(({ node }) => (barred(node.id) ? [] : [node.id]));
    const through = this.branchesTo(barred, level);
    for (const restricted of [true, false]) {
      for (const end of ends) {
        const way = shortestWay(drawing, from, end, (arc) => allowed(arc) && (!restricted || through(arc)));
        if (way !== null) return way;
      }
    }
    return null;
  }

  /** Whether an arc leads to one of these steps, where another of its split does. */
  private branchesTo(wanted: (step: string) => boolean, level: string | null): (arc: Arc) => boolean {
    const { drawing, levels } = this.graph;
    const steps = levels.find(({ container }) => container === level)?.order ?? [];
    const leading = new Set(steps.filter(wanted));
    for (const id of leading) for (const arc of drawing.places.get(id)?.in ?? []) leading.add(arc.source);
    return (arc) => {
      const place = drawing.places.get(arc.source);
      if (leading.has(arc.target) || this.flow.isDoubtful(arc)) return true;
      if (place?.known?.kind.split?.(place.known.config) !== 'all') return true;
      return !place.out.some((other) => leading.has(other.target));
    };
  }

  private beginningsOf(level: string | null): readonly string[] {
    if (level === null) return this.graph.starts.map((start) => start.node);
    const root = this.graph.rootOf(level);
    return root === null ? [] : [root];
  }
}
