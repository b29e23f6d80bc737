/** A tree without places, to compare what was read. */
export function shape(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(shape);
  if (typeof tree !== 'object' || tree === null) return Object.is(tree, -0) ? 0 : tree;
  return Object.fromEntries(
    Object.entries(tree)
      .filter(([key]) => !key.toLowerCase().endsWith('span'))
      .map(([key, value]) => [key, shape(value)]),
  );
}
