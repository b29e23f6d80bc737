import type { PathStep } from '@omniroute/errors';
import type { Graph } from '../graph/graph.ts';

/** What a run can visit after a step, over the borders of containers. */
export class Visits {
  private readonly graph: Graph;

  constructor(graph: Graph) {
    this.graph = graph;
  }

  /** A way from a visit of one step to a later visit of another, or of the same again. */
  way(from: string, to: string): readonly PathStep[] | null {
    const before = new Map<string, { readonly id: string; readonly step: PathStep }>();
    const queue = [from];
    for (const id of queue) {
      for (const step of this.after(id)) {
        if (before.has(step.node)) continue;
        before.set(step.node, { id, step });
        if (step.node === to) return trace(before, from, to);
        queue.push(step.node);
      }
    }
    return null;
  }

  /** A way from where a run begins. */
  from(step: string): readonly PathStep[] | null {
    const starts = this.graph.starts.map(({ node }) => node);
    for (const start of starts) {
      const way = start === step ? [{ node: step }] : this.way(start, step);
      if (way !== null) return way;
    }
    return null;
  }

  /** Steps that can be visited next. What runs inside a container can be followed by another turn, and by what comes behind. */
  private *after(id: string): Generator<PathStep> {
    const { places } = this.graph.drawing;
    const place = places.get(id);
    if (place?.node.retry_policy !== undefined && place.known?.kind.role === 'container') yield { node: id };
    for (const { target, port } of place?.out ?? []) yield port === 'out' ? { node: target } : { node: target, port };
    const inside = this.graph.rootOf(id);
    if (inside !== null) yield { node: inside };
    for (let at = place?.parent ?? null; at !== null; at = places.get(at)?.parent ?? null) {
      const container = places.get(at);
      const root = this.graph.rootOf(at);
      const again =
        container?.node.retry_policy !== undefined ||
        container?.known?.kind.body?.(container.known.config).repeats === true;
      if (again && root !== null) yield { node: root };
      for (const { target, port } of container?.out ?? [])
        yield port === 'out' ? { node: target } : { node: target, port };
    }
  }
}

function trace(
  before: ReadonlyMap<string, { readonly id: string; readonly step: PathStep }>,
  from: string,
  to: string,
): readonly PathStep[] {
  const steps: PathStep[] = [];
  let at = to;
  do {
    const found = before.get(at);
    if (found === undefined) break;
    steps.push(found.step);
    at = found.id;
  } while (at !== from);
  return [{ node: from }, ...steps.reverse()];
}
