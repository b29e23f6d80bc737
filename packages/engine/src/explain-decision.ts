import type { RunError } from '@omniroute/errors';
import { parse, type Tree } from '@omniroute/expressions';
import type { ExprRef, Plan } from '@omniroute/plan';
import { isObject, type Json } from '@omniroute/primitives';
import { Reader } from './run/reader.ts';
import type { State } from './state.ts';

/** One branch of a decision as it was judged: its condition, what that came to, and the values that it read. */
export interface JudgedBranch {
  readonly branch: string;
  /** The condition as it is written in the document. */
  readonly source: string;
  readonly value: Json | null;
  readonly error?: RunError;
  readonly reads: readonly { readonly path: string; readonly value: Json | null }[];
}

/**
 * Why a decision took the branch that it took: its conditions, judged again where its token stands. To be asked while the
 * visit is being reported; afterwards the token has moved on, and the answer is `null`. The state is not changed.
 */
export function explainDecision(plan: Plan, state: State, key: string): readonly JudgedBranch[] | null {
  const token = Object.values(state.tokens).find((each) => each.key === key);
  const node = token === undefined ? undefined : plan.nodes[token.node];
  if (token === undefined || node?.op !== 'decide') return null;
  const { fuel } = state.counters;
  const reader = new Reader(plan, state);
  const judged: JudgedBranch[] = [];
  for (const { id, when } of node.arms) {
    const result = reader.evaluateExpr({ ...token }, when);
    const { src = '' } = plan.exprs[when] ?? {};
    judged.push({
      branch: id,
      source: src,
      value: result.ok ? result.value : null,
      ...(result.ok ? {} : { error: result.error }),
      reads: readsOf(plan, when, reader),
    });
    // What stands behind the first that holds was never looked at.
    if (node.mode === 'first' && result.ok && result.value === true) break;
  }
  state.counters.fuel = fuel;
  return judged;
}

/** The paths an expression reads, `input.total`, with what stands there. */
function readsOf(plan: Plan, ref: ExprRef, reader: Reader): JudgedBranch['reads'] {
  const { tree: whole } = parse(insideOf(plan.exprs[ref]?.src ?? ''));
  const found = new Map<string, Json | null>();
  const walk = (tree: Tree): void => {
    const names = pathOf(tree);
    if (names === null) return void childrenOf(tree).forEach(walk);
    const [root = '', ...fields] = names;
    // A name that a macro binds is no root and has no value of its own here.
    const start = reader.get(root);
    if (start === undefined) return;
    found.set(names.join('.'), fields.reduce<Json | null>(fieldOf, start));
  };
  walk(whole);
  return [...found].map(([path, value]) => ({ path, value }));
}

const fieldOf = (value: Json | null, name: string): Json | null =>
  isObject(value) && Object.hasOwn(value, name) ? ((value as Readonly<Record<string, Json>>)[name] ?? null) : null;

/** A condition is written as `${ … }`, and kept so for people. */
function insideOf(source: string): string {
  const text = source.trim();
  return text.startsWith('${') && text.endsWith('}') ? text.slice(2, -1) : text;
}

/** `a.b.c` as names; `null` of anything else. */
function pathOf(tree: Tree): readonly string[] | null {
  if (tree.kind === 'ident') return [tree.name];
  if (tree.kind !== 'select') return null;
  const before = pathOf(tree.operand);
  return before === null ? null : [...before, tree.field];
}

function childrenOf(tree: Tree): readonly Tree[] {
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
    case 'literal':
    case 'bytes':
    case 'ident':
    case 'missing':
      return [];
  }
}
