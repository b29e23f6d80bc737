import { NAMESPACES } from '../functions/index.ts';
import type { Loop } from '../run/code.ts';
import type { Tree } from '../syntax/tree.ts';

/** A comprehension as it was written: names bound, condition, body. */
export interface Comprehension {
  /** The macro as it was written. */
  readonly name: string;
  readonly loop: Loop;
  readonly range: Tree;
  /** Name of the key or index (two-variable forms), `null` if not bound. */
  readonly key: string | null;
  readonly value: string;
  readonly condition: Tree | null;
  readonly body: Tree;
}

/** Reads a call as a comprehension, or `null` if it is none. */
export function comprehensionOf(tree: Extract<Tree, { kind: 'call' }>): Comprehension | null {
  const { target: range, name, args } = tree;
  if (range === null) return null;
  const names = args.map((arg) => (arg.kind === 'ident' ? arg.name : null));
  const [first, second] = names;
  const one = (loop: Loop, condition: Tree | null, body: Tree | undefined): Comprehension | null =>
    first == null || body === undefined ? null : { name, loop, range, key: null, value: first, condition, body };
  const two = (loop: Loop, condition: Tree | null, body: Tree | undefined): Comprehension | null =>
    first == null || second == null || body === undefined
      ? null
      : { name, loop, range, key: first, value: second, condition, body };
  switch (`${name}/${args.length}`) {
    case 'all/2':
      return one('all', null, args[1]);
    case 'exists/2':
      return one('exists', null, args[1]);
    case 'exists_one/2':
    case 'existsOne/2':
      return one('one', null, args[1]);
    case 'filter/2':
      return one('filter', null, args[1]);
    case 'map/2':
      return one('map', null, args[1]);
    case 'map/3':
      return one('map', args[1] ?? null, args[2]);
    case 'all/3':
      return two('all', null, args[2]);
    case 'exists/3':
      return two('exists', null, args[2]);
    case 'exists_one/3':
    case 'existsOne/3':
      return two('one', null, args[2]);
    case 'transformList/3':
      return two('map', null, args[2]);
    case 'transformList/4':
      return two('map', args[2] ?? null, args[3]);
    case 'transformMap/3':
      return two('transformMap', null, args[2]);
    case 'transformMap/4':
      return two('transformMap', args[2] ?? null, args[3]);
    case 'transformMapEntry/3':
      return two('transformMapEntry', null, args[2]);
    case 'transformMapEntry/4':
      return two('transformMapEntry', args[2] ?? null, args[3]);
    default:
      return null;
  }
}

/** `cel.bind(name, value, body)`. */
export function bindOf(tree: Extract<Tree, { kind: 'call' }>): { name: string; value: Tree; body: Tree } | null {
  const [name, value, body] = tree.args;
  const isBind =
    tree.name === 'bind' && tree.target?.kind === 'ident' && tree.target.name === 'cel' && tree.args.length === 3;
  return isBind && name?.kind === 'ident' && value !== undefined && body !== undefined
    ? { name: name.name, value, body }
    : null;
}

/** `x.optMap(name, body)` and `x.optFlatMap(name, body)`. */
export function optMapOf(
  tree: Extract<Tree, { kind: 'call' }>,
): { range: Tree; name: string; body: Tree; flat: boolean } | null {
  const [name, body] = tree.args;
  if ((tree.name !== 'optMap' && tree.name !== 'optFlatMap') || tree.target === null || tree.args.length !== 2)
    return null;
  return name?.kind === 'ident' && body !== undefined
    ? { range: tree.target, name: name.name, body, flat: tree.name === 'optFlatMap' }
    : null;
}

/** `has(x.y)`. */
export function hasOf(tree: Extract<Tree, { kind: 'call' }>): Extract<Tree, { kind: 'select' }> | null {
  const [arg] = tree.args;
  return tree.target === null && tree.name === 'has' && tree.args.length === 1 && arg?.kind === 'select' ? arg : null;
}

/** `math` of `math.abs(x)`, unless a name bound inside hides it. */
export function namespaceOf(
  tree: Extract<Tree, { kind: 'call' }>,
  locals: Readonly<Record<string, unknown>>,
): string | null {
  const { target } = tree;
  return target?.kind === 'ident' && NAMESPACES.has(target.name) && !Object.hasOwn(locals, target.name)
    ? target.name
    : null;
}
