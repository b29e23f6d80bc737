import type { Tree } from '@omniroute/expressions';
import { ANY, type Marks, UNMARKED, union } from './schema-marks.ts';

type Path = readonly string[];
/** Marks of a part of what a name stands for. */
type Known = (path: Path) => Marks;
type Names = ReadonlyMap<string, Known>;
type Call = Extract<Tree, { readonly kind: 'call' }>;

/** Operators that give a part of their values; others say only whether something is so. */
const PASSING: readonly string[] = ['+', '-', '*', '/', '%'];
/** Functions whose result says too little of a value to tell it: a number of items, a yes or no. */
const TELLING_LITTLE: readonly string[] = [
  ...['size', 'has', 'exists', 'exists_one', 'existsOne', 'all', 'startsWith', 'endsWith', 'contains', 'matches'],
  ...['indexOf', 'lastIndexOf', 'hasValue', 'type', 'is_timestamp', 'isNaN', 'isInf', 'isFinite'],
];
/** Functions that give back the list or map they are given, in part or in another order. */
const KEEPING: readonly string[] = [
  'filter',
  'sort_by',
  'slice',
  'distinct',
  'reverse',
  'merge',
  'orValue',
  'or',
  'sort',
];
/** Functions that wrap what they are given in one more list or map. */
const WRAPPING: readonly string[] = ['group_by', 'chunk'];
const TRANSFORMS: readonly string[] = ['transformList', 'transformMap', 'transformMapEntry'];

/** Marks of a part of what an expression gives; `root` answers for the names in scope. */
export function partMarks(tree: Tree, path: Path, root: (name: string, path: Path) => Marks): Marks {
  return marksOf(tree, path, { root, names: new Map() });
}

interface Scope {
  readonly root: (name: string, path: Path) => Marks;
  readonly names: Names;
}

function marksOf(tree: Tree, path: Path, scope: Scope): Marks {
  const whole = (...trees: readonly Tree[]) => union(trees.map((each) => marksOf(each, [], scope)));
  switch (tree.kind) {
    case 'literal':
    case 'bytes':
    case 'missing':
      return UNMARKED;
    case 'ident':
      return scope.names.get(tree.name)?.(path) ?? scope.root(tree.name, path);
    case 'select':
      return marksOf(tree.operand, [tree.field, ...path], scope);
    case 'index': {
      const name = tree.index.kind === 'literal' && typeof tree.index.value === 'string' ? tree.index.value : ANY;
      return marksOf(tree.operand, [name, ...path], scope);
    }
    case 'unary':
      return tree.op === '-' ? whole(tree.operand) : UNMARKED;
    case 'binary':
      if (!PASSING.includes(tree.op)) return UNMARKED;
      return union([marksOf(tree.left, path, scope), marksOf(tree.right, path, scope)]);
    case 'conditional':
      return union([marksOf(tree.then, path, scope), marksOf(tree.otherwise, path, scope)]);
    case 'list':
      return union(tree.items.map(({ value }) => marksOf(value, path.slice(1), scope)));
    case 'map':
      return ofMap(tree.entries, path, scope);
    case 'call':
      return ofCall(tree, path, scope);
  }
}

function ofMap(entries: readonly { readonly key: Tree; readonly value: Tree }[], path: Path, scope: Scope): Marks {
  const [name, ...rest] = path;
  const named = entries.filter(({ key }) => key.kind === 'literal' && key.value === name);
  const meant = name === undefined || name === ANY || named.length === 0 ? entries : named;
  return union(meant.flatMap(({ key, value }) => [marksOf(key, [], scope), marksOf(value, rest, scope)]));
}

function ofCall({ name, target, args }: Call, path: Path, scope: Scope): Marks {
  if (TELLING_LITTLE.includes(name)) return UNMARKED;
  const [first, ...rest] = target === null ? args : [target, ...args];
  if (first === undefined) return UNMARKED;
  if (name === 'map' || TRANSFORMS.includes(name)) return ofTurns(name, first, rest, { path, scope });
  if (name === 'bind' || name === 'optMap' || name === 'optFlatMap')
    return ofBinding(name, first, rest, { path, scope });
  if (KEEPING.includes(name)) {
    const others = name === 'filter' || name === 'sort_by' || name === 'slice' ? [] : rest;
    return union([first, ...others].map((each) => marksOf(each, path, scope)));
  }
  if (WRAPPING.includes(name)) return marksOf(first, path.slice(1), scope);
  if (name === 'index_by') return marksOf(first, path, scope);
  return union([first, ...rest].map((each) => marksOf(each, [], scope)));
}

interface Asked {
  readonly path: Path;
  readonly scope: Scope;
}

/** What each turn over a list or map gives. Names of one or two variables come first, a filter may stand before the last. */
function ofTurns(name: string, range: Tree, args: readonly Tree[], { path, scope }: Asked): Marks {
  const item: Known = (part) => marksOf(range, [ANY, ...part], scope);
  const names = new Map(scope.names);
  const variables = args.slice(0, name === 'map' ? 1 : 2);
  for (const [index, variable] of variables.entries())
    if (variable.kind === 'ident') names.set(variable.name, index === variables.length - 1 ? item : () => item([]));
  const result = args.at(-1);
  if (result === undefined) return UNMARKED;
  return marksOf(result, name === 'transformMapEntry' ? path : path.slice(1), { ...scope, names });
}

/** `cel.bind(x, value, result)`, `value.optMap(x, result)`. */
function ofBinding(name: string, first: Tree, args: readonly Tree[], { path, scope }: Asked): Marks {
  // The first of `cel.bind` is the namespace.
  const [variable, value, result] = name === 'bind' ? args : [args[0], first, args[1]];
  if (variable?.kind !== 'ident' || value === undefined || result === undefined) return UNMARKED;
  const names = new Map(scope.names).set(variable.name, (part) => marksOf(value, part, scope));
  return marksOf(result, path, { ...scope, names });
}
