import type { Tree } from '../syntax/tree.ts';
import type { Path } from './facts.ts';

/** The way of a chain of fields and written-out places (`a.b["c"][0]`), or `null`. `.?` counts as a point. */
export function pathOf(tree: Tree): Path | null {
  switch (tree.kind) {
    case 'ident':
      return [tree.name];
    case 'select':
      return longer(tree.operand, tree.field);
    case 'index': {
      const { index } = tree;
      if (index.kind !== 'literal' || (typeof index.value !== 'string' && typeof index.value !== 'number')) return null;
      return longer(tree.operand, index.value);
    }
    default:
      return null;
  }
}

/** The way of a chain without `.?`: reading it fails unless all of it is there. */
export function plainPathOf(tree: Tree): Path | null {
  return isPlain(tree) ? pathOf(tree) : null;
}

/** A path as a person would write it. */
export function pathText(tree: Tree): string | null {
  return pathOf(tree)?.join('.') ?? null;
}

function longer(operand: Tree, segment: string | number): Path | null {
  const path = pathOf(operand);
  return path === null ? null : [...path, segment];
}

function isPlain(tree: Tree): boolean {
  if (tree.kind === 'select' || tree.kind === 'index') return !tree.optional && isPlain(tree.operand);
  return tree.kind === 'ident';
}
