import type { Arc, Drawing } from './drawing.ts';
import { reachableFrom } from './ways.ts';

/** The graph taken apart into a forward part and the connections that go back. */
export interface Order {
  /** Reachable steps, each behind those that lead to it, connections back aside. */
  readonly order: readonly string[];
  /** Connections that close a circle, marked or not. */
  readonly back: ReadonlySet<Arc>;
  /** Connections marked with `loop` that close none. */
  readonly mismarked: readonly Arc[];
}

/**
 * Depth first from the starts, over all connections but those marked with `loop`. A marked one whose target nothing else
 * leads to is no way back; it is followed like any other.
 */
export function orderOf(drawing: Drawing, starts: readonly string[]): Order {
  const walk = new Walk(drawing);
  for (const start of starts) walk.from(start);
  // The last walk stands first in the order: what only a wrongly marked connection reaches is walked from its source.
  for (let marked = walk.leadingOn(); marked !== undefined; marked = walk.leadingOn()) {
    walk.demoted.add(marked);
    walk.restart(starts);
  }
  // Only steps that were reached: a level has few of all steps.
  const marked = walk.postorder.flatMap((id) =>
    (drawing.places.get(id)?.out ?? []).filter((arc) => arc.edge.loop !== undefined && !walk.demoted.has(arc)),
  );
  const [closing, open] = [true, false].map((wanted) =>
    marked.filter((arc) => reachableFrom(drawing, [arc.target]).has(arc.source) === wanted),
  ) as [Arc[], Arc[]];
  // What leads forward, marked or not, has its target behind its source.
  for (const arc of open) walk.demoted.add(arc);
  if (open.length > 0) walk.restart(starts);
  return {
    order: walk.postorder.toReversed(),
    back: new Set([...walk.back, ...closing]),
    mismarked: [...walk.demoted],
  };
}

class Walk {
  postorder: string[] = [];
  back = new Set<Arc>();
  readonly demoted = new Set<Arc>();
  private readonly drawing: Drawing;
  private state = new Map<string, 'open' | 'done'>();

  constructor(drawing: Drawing) {
    this.drawing = drawing;
  }

  restart(starts: readonly string[]): void {
    this.postorder = [];
    this.back = new Set();
    this.state = new Map();
    for (const start of starts) this.from(start);
  }

  /** A marked connection that leads from a step already walked to one that is not. */
  leadingOn(): Arc | undefined {
    for (const id of this.postorder) {
      const found = this.drawing.places
        .get(id)
        ?.out.find((arc) => arc.edge.loop !== undefined && !this.demoted.has(arc) && !this.state.has(arc.target));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  from(start: string): void {
    if (this.state.has(start) || !this.drawing.places.has(start)) return;
    this.state.set(start, 'open');
    const stack = [{ id: start, left: this.forward(start) }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      // From the last exit to the first: reversed, the first one comes first.
      const arc = top.left.pop();
      if (arc === undefined) {
        stack.pop();
        this.state.set(top.id, 'done');
        this.postorder.push(top.id);
      } else if (this.state.get(arc.target) === 'open') this.back.add(arc);
      else if (!this.state.has(arc.target)) {
        this.state.set(arc.target, 'open');
        stack.push({ id: arc.target, left: this.forward(arc.target) });
      }
    }
  }

  private forward(id: string): Arc[] {
    const out = this.drawing.places.get(id)?.out ?? [];
    return out.filter((arc) => arc.edge.loop === undefined || this.demoted.has(arc));
  }
}
