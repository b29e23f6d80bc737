import type { Tree } from '../syntax/tree.ts';
import { hasOf } from './macros.ts';

/** What is known on a branch: fields that are there, and values that are not null, by path. */
export interface Facts {
  readonly present: ReadonlySet<string>;
  readonly notNull: ReadonlySet<string>;
}

export const NO_FACTS: Facts = { present: new Set(), notNull: new Set() };

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
      if (condition.op === (truth ? '!=' : '==')) return againstNull(condition.left, condition.right, known);
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
  return { present: new Set([...known.present].filter(keep)), notNull: new Set([...known.notNull].filter(keep)) };
}

function againstNull(left: Tree, right: Tree, known: Facts): Facts {
  const isNull = (tree: Tree) => tree.kind === 'literal' && tree.value === null;
  const path = isNull(right) ? pathOf(left) : isNull(left) ? pathOf(right) : null;
  return path === null ? known : { ...known, notNull: new Set([...known.notNull, path]) };
}

/** `a.b.c` being there says that `a.b` is. */
function prefixes(path: string): string[] {
  const parts = path.split('.');
  return parts.map((_, at) => parts.slice(0, at + 1).join('.'));
}
