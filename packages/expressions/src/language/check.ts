import type { Diagnostic, Span } from '@omniroute/errors';
import type { Libraries } from '../libraries/libraries.ts';
import type { Tree } from '../syntax/tree.ts';
import { assignable } from '../types/relations.ts';
import type { Type } from '../types/type.ts';
import { Checker } from './checker.ts';
import type { Facts } from './facts.ts';

/** Names an expression may read, with their types. `elsewhere`: names that exist, but not here, and where they do. */
export interface TypeEnv {
  /** A name with points stands for that whole chain: `a.b`. */
  readonly roots: Readonly<Record<string, Type>>;
  readonly elsewhere?: Readonly<Record<string, string>>;
  /** What is known of their values where the expression stands. */
  readonly known?: Facts;
  /** What reads patterns and names of zones that are written out; without it they are left to the run. */
  readonly libraries?: Libraries;
}

/** One thing read: a path from a root, as far as names are written out. */
export interface Ref {
  readonly path: readonly string[];
  readonly span: Span;
}

export interface Checked {
  readonly type: Type;
  readonly deps: readonly Ref[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds the type of an expression, what it reads and what is wrong with it; `expect` is what its place needs. */
export function check(tree: Tree, env: TypeEnv, expect?: Type): Checked {
  const checker = new Checker(env);
  const type = checker.whole(tree);
  const sound = checker.diagnostics.every(({ severity }) => severity !== 'error');
  if (expect !== undefined && sound && !assignable(type, expect)) checker.mismatch(tree, type, expect);
  return { type, deps: checker.deps, diagnostics: checker.diagnostics };
}

/** The type of every part of a tree. */
export function typesOf(tree: Tree, env: TypeEnv): ReadonlyMap<Tree, Type> {
  const checker = new Checker(env);
  checker.whole(tree);
  return checker.types;
}
