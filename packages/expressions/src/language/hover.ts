import type { Span } from '@omniroute/errors';
import { FUNCTIONS, MACROS } from '../functions/index.ts';
import { parse } from '../syntax/parse.ts';
import { partsOf } from '../syntax/parts-of.ts';
import type { Tree } from '../syntax/tree.ts';
import { typeToString } from '../types/to-string.ts';
import type { Type } from '../types/type.ts';
import type { TypeEnv } from './check.ts';
import { Checker } from './checker.ts';

/** What the editor shows of the part under the pointer. */
export interface Hover {
  readonly span: Span;
  readonly type: string;
  /** What a function does; empty for anything else. */
  readonly doc: string;
}

/**
 * The type of the smallest part of an expression around a place, or `null` where nothing is known. The expression may be
 * unfinished.
 */
export function hover(source: string, offset: number, env: TypeEnv): Hover | null {
  const { tree } = parse(source);
  const part = smallest(tree, offset);
  const type = part === null ? undefined : typesIn(tree, env).get(part);
  if (part === null || type === undefined || type.kind === 'error') return null;
  return { span: part.span, type: typeToString(type), doc: docOf(part) };
}

/** What each part is, or would be if nothing were missing. */
function typesIn(tree: Tree, env: TypeEnv): ReadonlyMap<Tree, Type> {
  const checker = new Checker(env, true);
  checker.whole(tree);
  return checker.types;
}

function smallest(tree: Tree, offset: number): Tree | null {
  const [from, to] = tree.span;
  if (offset < from || offset >= to || tree.kind === 'missing') return null;
  for (const part of partsOf(tree)) {
    const found = smallest(part, offset);
    if (found !== null) return found;
  }
  return tree;
}

function docOf(part: Tree): string {
  if (part.kind !== 'call') return '';
  const name = part.target?.kind === 'ident' ? `${part.target.name}.${part.name}` : part.name;
  const found = FUNCTIONS.find((each) => each.name === part.name) ?? FUNCTIONS.find((each) => each.name === name);
  return found?.doc ?? (Object.hasOwn(MACROS, part.name) ? (MACROS[part.name] ?? '') : '');
}
