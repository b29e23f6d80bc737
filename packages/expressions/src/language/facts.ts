import type { Tree } from '../syntax/tree.ts';
import { hasOf } from './macros.ts';

/** What is known on a branch: fields that are there, and values that are not null, by path. */
export interface Facts {
  readonly present: ReadonlySet<string>;
  readonly notNull: ReadonlySet<string>;
  /** Texts that a path was found equal to: they tell the parts of a union apart. */
  readonly equal: ReadonlyMap<string, string>;
  /** Texts that a path was found not to be. */
  readonly unequal: ReadonlyMap<string, readonly string[]>;
}

export const NO_FACTS: Facts = { present: new Set(), notNull: new Set(), equal: new Map(), unequal: new Map() };

/** The path of a plain chain of fields (`a.b.c`), or `null`. */
export function pathOf(tree: Tree): string | null {
  if (tree.kind === 'ident') return tree.name;
  if (tree.kind === 'index' && tree.index.kind === 'literal' && typeof tree.index.value === 'string') {
    const operand = pathOf(tree.operand);
    return operand === null ? null : `${operand}.${tree.index.value}`;
  }
  if (tree.kind !== 'select') return null;
  const operand = pathOf(tree.operand);
  return operand === null ? null : `${operand}.${tree.field}`;
}

/** What a condition tells when it came out `truth`. */
export function factsOf(condition: Tree, truth: boolean, known: Facts): Facts {
  switch (condition.kind) {
    case 'unary':
      return condition.op === '!' ? factsOf(condition.operand, !truth, known) : known;
    case 'binary':
      if (condition.op === (truth ? '&&' : '||'))
        return factsOf(condition.right, truth, factsOf(condition.left, truth, known));
      if (condition.op === (truth ? '!=' : '==')) return different(condition.left, condition.right, known);
      if (condition.op === (truth ? '==' : '!=')) return withText(condition.left, condition.right, known);
      return known;
    case 'call': {
      const asked = truth ? askedBy(condition) : null;
      const path = asked === null ? null : pathOf(asked);
      return path === null ? known : { ...known, present: new Set([...known.present, ...prefixes(path)]) };
    }
    default:
      return known;
  }
}

/** What `has(x.y)` and `x.?y.hasValue()` ask for. */
function askedBy(condition: Extract<Tree, { kind: 'call' }>): Tree | null {
  if (condition.name === 'hasValue' && condition.args.length === 0) return condition.target;
  return hasOf(condition);
}

/** Facts without those about a name that now stands for something else. */
export function withoutName(known: Facts, name: string): Facts {
  const keep = (path: string) => path !== name && !path.startsWith(`${name}.`);
  return {
    present: new Set([...known.present].filter(keep)),
    notNull: new Set([...known.notNull].filter(keep)),
    equal: new Map([...known.equal].filter(([path]) => keep(path))),
    unequal: new Map([...known.unequal].filter(([path]) => keep(path))),
  };
}

/** A path compared with a literal, whichever side it stands on. */
function compared(left: Tree, right: Tree): { path: string; value: unknown } | null {
  const [named, literal] = right.kind === 'literal' ? [left, right] : [right, left];
  const path = pathOf(named);
  return path === null || literal.kind !== 'literal' ? null : { path, value: literal.value };
}

/** Two sides that are not equal: not null, or not that text. */
function different(left: Tree, right: Tree, known: Facts): Facts {
  const found = compared(left, right);
  if (found?.value === null) return { ...known, notNull: new Set([...known.notNull, found.path]) };
  if (found === null || typeof found.value !== 'string') return known;
  return {
    ...known,
    unequal: new Map([...known.unequal, [found.path, [...(known.unequal.get(found.path) ?? []), found.value]]]),
  };
}

/** What is equal to a text is there, and is not null. */
function withText(left: Tree, right: Tree, known: Facts): Facts {
  const found = compared(left, right);
  if (found === null || typeof found.value !== 'string') return known;
  return {
    ...known,
    present: new Set([...known.present, ...prefixes(found.path)]),
    notNull: new Set([...known.notNull, ...prefixes(found.path)]),
    equal: new Map([...known.equal, [found.path, found.value]]),
  };
}

/** `a.b.c` being there says that `a.b` is. */
function prefixes(path: string): string[] {
  const parts = path.split('.');
  return parts.map((_, at) => parts.slice(0, at + 1).join('.'));
}
