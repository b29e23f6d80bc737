import { completes, type Place } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';
import { END, finalPlaces, type Where } from './precedence.ts';

/** What is known about paths to a step besides what precedes it: one bit for each variable with a value, and for an error. */
interface Known {
  readonly assigned: bigint;
  readonly error: 'always' | 'sometimes' | 'never';
}

/** Variables that have a value, and whether an error is in scope, at each step: forward until nothing changes. */
export class Assignments {
  private readonly graph: Graph;
  private readonly bits: ReadonlyMap<string, bigint>;
  private readonly entered = new Map<string, Known>();

  constructor(graph: Graph) {
    this.graph = graph;
    const variables = graph.drawing.service.variables ?? [];
    this.bits = new Map(variables.map((variable, index) => [variable.name, 1n << BigInt(index)]));
    const initial = this.mask(variables.filter((each) => each.initial !== undefined).map((each) => each.name));
    const starts = new Set(graph.starts.map((start) => start.node));
    for (let changed = true; changed; ) {
      changed = false;
      for (const id of graph.order) {
        const place = graph.drawing.places.get(id);
        if (place === undefined) continue;
        const now = this.arriving(place, starts.has(id) ? { assigned: initial, error: 'never' } : null);
        const before = this.entered.get(id);
        if (now === null || (before?.assigned === now.assigned && before.error === now.error)) continue;
        this.entered.set(id, now);
        changed = true;
      }
    }
  }

  /** Whether a variable has a value on every path to a place. */
  has(variable: string, where: Where): boolean {
    const bit = this.bits.get(variable);
    if (bit === undefined || !this.graph.followable) return true;
    if (where !== END) return ((this.entered.get(where)?.assigned ?? bit) & bit) !== 0n;
    return finalPlaces(this.graph).every((place) => (this.leaving(place) & bit) !== 0n);
  }

  /** Whether an error is in scope at a step: only where every path begins at an error or timeout exit. */
  errorAt(step: string): boolean {
    const known = this.entered.get(step);
    return !this.graph.followable || known === undefined || known.error === 'always';
  }

  private mask(names: readonly string[]): bigint {
    return names.reduce((mask, name) => mask | (this.bits.get(name) ?? 0n), 0n);
  }

  private leaving(place: Place): bigint {
    return (this.entered.get(place.node.id)?.assigned ?? 0n) | this.mask(assignedBy(place));
  }

  private arriving(place: Place, start: Known | null): Known | null {
    let result = start;
    for (const arc of place.in) {
      const source = this.graph.drawing.places.get(arc.source);
      const before = this.entered.get(arc.source);
      if (source === undefined || before === undefined) continue;
      const fails = arc.role === 'error' || arc.role === 'timeout';
      const arriving: Known = {
        assigned: completes(arc) ? this.leaving(source) : before.assigned,
        error: fails ? 'always' : before.error,
      };
      result =
        result === null
          ? arriving
          : {
              assigned: result.assigned & arriving.assigned,
              error: result.error === arriving.error ? result.error : 'sometimes',
            };
    }
    return result;
  }
}

/** Variables that a visit sets. A step that is switched off sets none. */
export function assignedBy({ known, node }: Place): string[] {
  if (known === null || node.disabled === true) return [];
  return (known.kind.assigns?.(known.config) ?? []).map((each) => each.variable);
}
