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

  /** The way inside one container or the run. */
  private within(fact: bigint | undefined, target: Where): readonly PathStep[] | null {
    const { drawing } = this.graph;
    const barred = (step: string) => this.flow.brings(step, fact);
    const allowed = (arc: Arc) => {
      const source = drawing.places.get(arc.source);
      return source === undefined || leavesEarly(source, arc) || !barred(arc.source);
    };
    const from = this.beginningsOf(levelOf(drawing, target));
    const ends =
      typeof target === 'string'
        ? [target]
        : finalPlaces(this.graph, target.endOf).flatMap(({ node }) => (barred(node.id) ? [] : [node.id]));
    for (const end of ends) {
      const way = shortestWay(drawing, from, end, allowed);
      if (way !== null) return way;
    }
    return null;
  }

  private beginningsOf(level: string | null): readonly string[] {
    if (level === null) return this.graph.starts.map((start) => start.node);
    const root = this.graph.rootOf(level);
    return root === null ? [] : [root];
  }
}
