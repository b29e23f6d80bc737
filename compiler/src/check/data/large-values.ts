import type { Tree } from '@omniroute/expressions';
import { largePaths, type PartPath } from '@omniroute/plan';
import { effectOf } from '../effects/effect.ts';
import type { Graph } from '../graph/graph.ts';
import { lastPlaces } from './collected.ts';

/** A value that is passed by reference, by the names that lead to it: `nodes`, `fetch`, `body`. */
interface Large {
  readonly path: PartPath;
  /** It can be handed to an effect. What a loop collects of large values cannot. */
  readonly passable: boolean;
}

/** What names lead to large values of a service (LANGUAGE.md section 2). */
export class LargeValues {
  private readonly all: readonly Large[];

  constructor({ drawing, ...graph }: Graph) {
    const all: Large[] = largePaths(drawing.service.inputs).map((path) => ({
      path: ['input', ...path],
      passable: true,
    }));
    for (const { node, known } of drawing.places.values())
      for (const path of largeOutputs(drawing.places.get(node.id)))
        if (known !== null) all.push({ path: ['nodes', node.id, ...path], passable: true });
    const own = new Set(all.map(({ path }) => path[1]));
    for (const { node, known } of drawing.places.values()) {
      const spec = known?.kind.output(known.config) ?? null;
      if (spec === null || !('collects' in spec) || spec.collects.of !== null) continue;
      if (lastPlaces({ drawing, ...graph }, node.id).some((last) => own.has(last.node.id)))
        all.push({ path: ['nodes', node.id, 'items'], passable: false });
    }
    this.all = all;
  }

  get none(): boolean {
    return this.all.length === 0;
  }

  /** Whether names lead to a large value, into one, or to what holds one. */
  touches(path: PartPath): boolean {
    return this.all.some((large) => startsWith(large.path, path) || startsWith(path, large.path));
  }

  /** Whether they lead to a large value itself. */
  isOne(path: PartPath): boolean {
    return this.all.some((large) => large.path.length === path.length && startsWith(path, large.path));
  }

  /** Whether they lead into one. */
  isInside(path: PartPath): boolean {
    return this.all.some((large) => path.length > large.path.length && startsWith(path, large.path));
  }

  /** Where large values lie in what names lead to; `null` if it cannot be handed on as it is. */
  partsOf(path: PartPath): readonly PartPath[] | null {
    if (this.isInside(path)) return null;
    const held = this.all.filter((large) => startsWith(large.path, path));
    return held.every(({ passable }) => passable) ? held.map((large) => large.path.slice(path.length)) : null;
  }
}

/** Large parts of what an effect of a step gives. */
export function largeOutputs(place: Parameters<typeof effectOf>[0] | undefined): readonly PartPath[] {
  if (place === undefined || place.known === null || place.node.disabled === true) return [];
  // A service that is called gives what its own steps made: it is no effect of this one.
  if (effectOf(place) === null || place.known.called !== null) return [];
  const spec = place.known.kind.output(place.known.config);
  return spec !== null && 'schema' in spec ? largePaths(spec.schema) : [];
}

/** The names of `a.b["c"]`, or `null` for anything else. */
export function namesOf(tree: Tree): PartPath | null {
  if (tree.kind === 'ident') return [tree.name];
  if (tree.kind === 'select' && !tree.optional) {
    const before = namesOf(tree.operand);
    return before === null ? null : [...before, tree.field];
  }
  if (tree.kind !== 'index' || tree.optional || tree.index.kind !== 'literal') return null;
  const before = namesOf(tree.operand);
  return before === null || typeof tree.index.value !== 'string' ? null : [...before, tree.index.value];
}

function startsWith(path: PartPath, beginning: PartPath): boolean {
  return beginning.every((name, index) => path[index] === name);
}
