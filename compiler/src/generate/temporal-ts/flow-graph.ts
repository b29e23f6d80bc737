import type { Plan } from '@omniroute/plan';
import { refuse } from './refusal.ts';

/** Where an exit leads: to a step, to where the others of a fork are awaited, or to the end of what is written. */
export type Target = number | 'join' | 'end';

/** An exit of a step. */
export interface Arc {
  readonly port: string;
  readonly target: Target;
  /** It leads back: the connection, by its place in the plan. */
  readonly back: number | null;
}

/** A part of the plan in which one thing happens after the other. */
export class FlowGraph {
  readonly entry: Target;
  /** Steps in an order in which each stands behind those that lead to it, circles aside. */
  readonly order: readonly number[];
  private readonly arcs: ReadonlyMap<number, readonly Arc[]>;
  private readonly dominators = new Map<number, number | null>();
  private readonly circles = new Map<number, ReadonlySet<number>>();

  constructor(entry: Target, exits: (node: number) => readonly Arc[]) {
    this.entry = entry;
    const arcs = new Map<number, readonly Arc[]>();
    const order: number[] = [];
    const visit = (node: Target) => {
      if (typeof node !== 'number' || arcs.has(node)) return;
      const out = exits(node);
      arcs.set(node, out);
      for (const arc of [...out].reverse()) if (arc.back === null) visit(arc.target);
      order.unshift(node);
    };
    visit(entry);
    this.arcs = arcs;
    this.order = order;
    this.findDominators();
    this.findCircles();
  }

  exits(node: number): readonly Arc[] {
    return this.arcs.get(node) ?? [];
  }

  /** Steps that are only reached through this one, directly so. */
  below(node: number): readonly number[] {
    return this.order.filter((each) => this.dominators.get(each) === node);
  }

  above(node: number): number | null {
    return this.dominators.get(node) ?? null;
  }

  /** Whether several ways come together here. */
  isMeeting(node: number): boolean {
    return this.into(node).length > 1;
  }

  /** The steps of the circle that begins here. */
  circleAt(node: number): ReadonlySet<number> | null {
    return this.circles.get(node) ?? null;
  }

  private into(node: number): readonly number[] {
    return [...this.arcs].flatMap(([source, out]) =>
      out.flatMap((arc) => (arc.target === node && arc.back === null ? [source] : [])),
    );
  }

  private findDominators(): void {
    const rank = new Map(this.order.map((node, at) => [node, at]));
    const shared = (a: number, b: number): number => {
      let [left, right] = [a, b];
      while (left !== right) {
        const later = (rank.get(left) ?? 0) > (rank.get(right) ?? 0);
        const up = this.dominators.get(later ? left : right);
        if (up == null) return left;
        if (later) left = up;
        else right = up;
      }
      return left;
    };
    for (const node of this.order) {
      const [first, ...more] = this.into(node);
      this.dominators.set(node, first === undefined ? null : more.reduce(shared, first));
    }
  }

  private dominates(above: number, node: number): boolean {
    for (let at: number | null = node; at !== null; at = this.above(at)) if (at === above) return true;
    return false;
  }

  /** Circles: steps from which a connection back is reached without leaving by where it leads to. */
  private findCircles(): void {
    for (const [source, out] of this.arcs)
      for (const { back, target } of out) {
        if (back === null || typeof target !== 'number') continue;
        if (!this.dominates(target, source)) return refuse('a circle is entered at several places');
        const inside = new Set([target, ...(this.circles.get(target) ?? [])]);
        const waiting = [source];
        for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
          if (inside.has(at)) continue;
          inside.add(at);
          waiting.push(...this.into(at));
          for (const [other, exits] of this.arcs)
            if (exits.some((arc) => arc.target === at && arc.back !== null)) waiting.push(other);
        }
        this.circles.set(target, inside);
      }
  }
}

/** The connection back by which a step leaves, if it is one. */
export function backOf(plan: Plan, node: number, port: string, target: number | null): number | null {
  const found = plan.loops.findIndex(
    (loop) => loop.node === node && loop.port === port && (loop.to === undefined || loop.to === target),
  );
  return found < 0 ? null : found;
}
