import { containersOf, levelOf } from '../data/where.ts';
import type { Drawing } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';

/**
 * A part of a level whose steps can run beside one another, or beside themselves: from a split to where its branches have
 * come together, or the inside of a container whose turns run side by side.
 */
export interface Region {
  /** The split or the container. */
  readonly name: string;
  /** The container in which its steps live, `null` for the run. */
  readonly level: string | null;
  readonly turns: boolean;
}

/** The regions of a service, and which of them a step lies in. */
export class Regions {
  private readonly drawing: Drawing;
  private readonly found = new Map<string, Region[]>();

  constructor({ drawing, tokens }: Graph) {
    this.drawing = drawing;
    for (const { level, territories, andGraphs } of tokens) {
      const forks = [
        ...territories.map(({ fork, units }) => ({ name: fork.id, steps: units.keys() })),
        ...andGraphs.map(({ fork, nodes, last }) => ({ name: fork.id, steps: [...nodes].filter((id) => id !== last) })),
      ];
      for (const { name, steps } of forks) this.add({ name, level: level.container, turns: false }, steps);
    }
    for (const [container, { places }] of drawing.bodies)
      if (isConcurrent(drawing, container)) this.add({ name: container, level: container, turns: true }, places);
  }

  /** The regions a step lies in, or the end of a turn of a container, in which a variable of this scope is shared; from the inside out. */
  around(where: { readonly step: string } | { readonly endOf: string }, scope: string | null): readonly Region[] {
    const chain =
      'step' in where
        ? [where.step, ...containersOf(this.drawing, where.step)]
        : [where.endOf, ...containersOf(this.drawing, where.endOf)];
    const inner = 'step' in where ? [] : this.turnsOf(where.endOf);
    return [...inner, ...chain.flatMap((id) => this.found.get(id) ?? [])].filter((region) =>
      this.shares(region, scope),
    );
  }

  private turnsOf(container: string): Region[] {
    return isConcurrent(this.drawing, container) ? [{ name: container, level: container, turns: true }] : [];
  }

  /** Whether a variable is outside the branches or turns of a region, so that they share it. */
  private shares({ level, turns }: Region, scope: string | null): boolean {
    if (scope === null) return true;
    const outside = turns && level !== null ? levelOf(this.drawing, level) : level;
    return outside !== null && (outside === scope || containersOf(this.drawing, outside).includes(scope));
  }

  private add(region: Region, steps: Iterable<string>): void {
    for (const id of steps) {
      const known = this.found.get(id);
      if (known === undefined) this.found.set(id, [region]);
      else known.unshift(region);
    }
  }
}

/** Turns of the container run side by side. */
function isConcurrent({ places }: Drawing, container: string): boolean {
  const known = places.get(container)?.known;
  return known?.kind.body?.(known.config).concurrent === true;
}

/** What tells regions apart. */
export function keyOf({ name, turns }: Region): string {
  return `${name} ${turns}`;
}
