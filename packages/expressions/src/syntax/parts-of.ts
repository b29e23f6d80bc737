import type { Tree } from './tree.ts';

/** The parts of a tree, in the order in which they are written. */
export function partsOf(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case 'select':
    case 'unary':
      return [tree.operand];
    case 'index':
      return [tree.operand, tree.index];
    case 'call':
      return tree.target === null ? tree.args : [tree.target, ...tree.args];
    case 'binary':
      return [tree.left, tree.right];
    case 'conditional':
      return [tree.test, tree.then, tree.otherwise];
    case 'list':
      return tree.items.map(({ value }) => value);
    case 'map':
      return tree.entries.flatMap(({ key, value }) => [key, value]);
    default:
      return [];
  }
}
