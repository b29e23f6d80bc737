import { FUNCTIONS, MACROS } from '../functions/index.ts';
import { isIdentPart } from '../syntax/characters.ts';
import { parse } from '../syntax/parse.ts';
import { typeToString } from '../types/to-string.ts';
import type { Type } from '../types/type.ts';
import { check, type TypeEnv } from './check.ts';
import { overloadResult } from './overload.ts';

/** One proposal of the editor. */
export interface Completion {
  readonly label: string;
  readonly kind: 'value' | 'field' | 'function' | 'macro';
  readonly type: string;
  readonly doc: string;
  /** What is replaced: the part of the name that was typed. */
  readonly from: number;
}

/** Proposals at a place of an expression that may be unfinished: fields after a point, else names and functions. */
export function complete(source: string, offset: number, env: TypeEnv): Completion[] {
  let from = offset;
  while (from > 0 && isIdentPart(source[from - 1] as string)) from -= 1;
  const typed = source.slice(from, offset).toLowerCase();
  const before = source.slice(0, from).trimEnd();
  const found =
    before.endsWith('.') || before.endsWith('.?') ? members(operandBefore(before), env, from) : names(env, from);
  return found.filter((each) => each.label.toLowerCase().startsWith(typed));
}

/** The chain that ends at the point: reading backwards over names, points, calls and indices. */
function operandBefore(before: string): string {
  let end = before.length - (before.endsWith('?') ? 2 : 1);
  const stop = end;
  let depth = 0;
  while (end > 0) {
    const c = before[end - 1] as string;
    if (c === ')' || c === ']') depth += 1;
    else if (c === '(' || c === '[') {
      if (depth === 0) break;
      depth -= 1;
    } else if (depth === 0 && !isIdentPart(c) && c !== '.' && c !== '?') break;
    end -= 1;
  }
  return before.slice(end, stop);
}

function members(operand: string, env: TypeEnv, from: number): Completion[] {
  const { tree, diagnostics } = parse(operand);
  if (diagnostics.length > 0) return [];
  const { type } = check(tree, env);
  const base = type.kind === 'optional' ? type.of : type;
  const fields: Completion[] =
    base.kind === 'record'
      ? Object.entries(base.fields).map(([label, field]) => ({
          label,
          kind: 'field',
          type: typeToString(field.type),
          doc: field.optional ? 'May be absent.' : '',
          from,
        }))
      : [];
  const functions = FUNCTIONS.filter(
    (each) =>
      each.style === 'member' &&
      overloadResult([each], [type, ...each.params.slice(1).map((): Type => ({ kind: 'dyn' }))]) !== null,
  );
  return [
    ...fields,
    ...functions.map(
      (each): Completion => ({
        label: each.name,
        kind: 'function',
        type: typeToString(each.result([type])),
        doc: each.doc,
        from,
      }),
    ),
  ];
}

function names(env: TypeEnv, from: number): Completion[] {
  const values = Object.entries(env.roots).map(
    ([label, type]): Completion => ({ label, kind: 'value', type: typeToString(type), doc: '', from }),
  );
  const functions = FUNCTIONS.filter((each) => each.style === 'global').map(
    (each): Completion => ({
      label: each.name,
      kind: 'function',
      type: typeToString(each.result([])),
      doc: each.doc,
      from,
    }),
  );
  return [...values, { label: 'has', kind: 'macro', type: 'yes or no', doc: MACROS.has ?? '', from }, ...functions];
}
