import type { Tree } from '../syntax/tree.ts';

/** Types that may be written as values, by their name in CEL. */
export const TYPE_NAMES: readonly string[] = [
  'bool',
  'int',
  'double',
  'string',
  'bytes',
  'list',
  'map',
  'null_type',
  'type',
  'decimal',
  'optional_type',
  'google.protobuf.Timestamp',
  'google.protobuf.Duration',
];

/** The names of a chain of fields that begins at a name (`a.b["c"]`), or `null`. */
export function segmentsOf(tree: Tree): readonly string[] | null {
  if (tree.kind === 'ident') return [tree.name];
  if (tree.kind !== 'select' && tree.kind !== 'index') return null;
  const name = tree.kind === 'select' ? tree.field : literalText(tree.index);
  const operand = name === null ? null : segmentsOf(tree.operand);
  return operand === null || name === null ? null : [...operand, name];
}

/** Whether a tree is a chain that `segmentsOf` reads. */
export function isChain(tree: Tree): boolean {
  return tree.kind === 'ident' || tree.kind === 'select' || (tree.kind === 'index' && literalText(tree.index) !== null);
}

/** The dotted name of a chain of plain fields (`a.b.c`), or `null`. */
export function dottedName(tree: Tree): string | null {
  if (tree.kind === 'ident') return tree.name;
  if (tree.kind !== 'select' || tree.optional) return null;
  const operand = dottedName(tree.operand);
  return operand === null ? null : `${operand}.${tree.field}`;
}

/** What a name or a chain of names stands for as a whole; names bound inside come first. */
export function wholeName(
  tree: Tree,
  roots: Readonly<Record<string, unknown>>,
  locals: Readonly<Record<string, unknown>>,
): { kind: 'root' | 'type'; name: string } | null {
  const name = dottedName(tree);
  if (name === null || Object.hasOwn(locals, name.slice(0, name.includes('.') ? name.indexOf('.') : name.length)))
    return null;
  if (Object.hasOwn(roots, name)) return { kind: 'root', name };
  return TYPE_NAMES.includes(name) ? { kind: 'type', name } : null;
}

function literalText(tree: Tree): string | null {
  return tree.kind === 'literal' && typeof tree.value === 'string' ? tree.value : null;
}
