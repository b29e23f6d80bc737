import type { FunctionDefinition } from '../functions/define.ts';
import { FUNCTIONS, MACROS, NAMESPACES } from '../functions/index.ts';
import { isIdentPart } from '../syntax/characters.ts';
import { MAX_LENGTH, parse } from '../syntax/parse.ts';
import { partsOf } from '../syntax/parts-of.ts';
import { fieldName } from '../syntax/print.ts';
import type { Tree } from '../syntax/tree.ts';
import { typeToString } from '../types/to-string.ts';
import { DYN, type Type } from '../types/type.ts';
import { rangeTypes } from './arithmetic.ts';
import type { TypeEnv } from './check.ts';
import { Checker } from './checker.ts';
import { completeText, textAround } from './complete-text.ts';
import { overloadResult } from './overload.ts';

/** One proposal of the editor. */
export interface Completion {
  /** What is written. */
  readonly label: string;
  readonly kind: 'value' | 'field' | 'function' | 'macro';
  readonly type: string;
  readonly doc: string;
  /** What is replaced: the part of the name that was typed. */
  readonly from: number;
}

/** Stands for the name that is being typed, so that what is around it can be read. */
const MARK = '__typing__';

/** Proposals at a place of an expression that may be unfinished: fields after a point, else names and functions. */
export function complete(source: string, offset: number, env: TypeEnv): Completion[] {
  if (source.length > MAX_LENGTH) return [];
  const text = textAround(source, offset);
  if (text !== null) return completeText(source, offset, text, env);
  let from = offset;
  while (from > 0 && isIdentPart(source[from - 1] as string)) from -= 1;
  let to = offset;
  while (to < source.length && isIdentPart(source[to] as string)) to += 1;
  const typed = source.slice(from, offset).toLowerCase();
  const { tree } = parse(source.slice(0, from) + MARK + source.slice(to));
  const checker = new Checker(env, true);
  checker.whole(tree);
  const marked = find(tree);
  if (marked === null) return [];
  const space = marked.operand?.kind === 'ident' && isNamespace(marked.operand.name) ? marked.operand.name : null;
  const found =
    space !== null
      ? ofNamespace(space)
      : marked.operand === null
        ? names(env, checker.scopes.get(marked.node)?.names ?? {})
        : members(checker.types.get(marked.operand) ?? DYN);
  return found.filter(({ label }) => label.toLowerCase().startsWith(typed)).map((each) => ({ ...each, from }));
}

type Proposal = Omit<Completion, 'from'>;

/** The part with the mark, and what stands before its point. */
function find(tree: Tree): { node: Tree; operand: Tree | null } | null {
  if (tree.kind === 'ident' && tree.name === MARK) return { node: tree, operand: null };
  if (tree.kind === 'select' && tree.field === MARK) return { node: tree, operand: tree.operand };
  if (tree.kind === 'call' && tree.name === MARK) return { node: tree, operand: tree.target };
  for (const part of partsOf(tree)) {
    const found = find(part);
    if (found !== null) return found;
  }
  return null;
}

const isNamespace = (name: string) => NAMESPACES.has(name) || name === 'cel';

/** Functions whose names begin with a prefix: `math.abs`. */
function ofNamespace(space: string): Proposal[] {
  if (space === 'cel') return [{ label: 'bind', kind: 'macro', type: '', doc: MACROS['bind'] ?? '' }];
  const functions = FUNCTIONS.filter(({ style, name }) => style === 'global' && name.startsWith(`${space}.`));
  return unique(functions.map((each) => ({ ...proposal(each), label: each.name.slice(space.length + 1) })));
}

/** A function as a proposal; its result is what it gives for values of any type. */
function proposal(each: FunctionDefinition): Proposal {
  return {
    label: each.name,
    kind: 'function',
    type: typeToString(each.result(each.params.map(() => DYN)) ?? DYN),
    doc: each.doc,
  };
}

function members(type: Type): Proposal[] {
  const functions = FUNCTIONS.filter(
    (each) =>
      each.style === 'member' && overloadResult([each], [type, ...each.params.slice(1).map(() => DYN)]) !== null,
  );
  const macros = rangeTypes(type, true) === null ? [] : ['filter', 'map', 'all', 'exists', 'exists_one'];
  return unique([
    ...fieldsOf(type),
    ...macros.map((label): Proposal => ({ label, kind: 'macro', type: '', doc: MACROS[label] ?? '' })),
    ...functions.map(
      (each): Proposal => ({
        label: each.name,
        kind: 'function',
        type: typeToString(each.result([type, ...each.params.slice(1).map(() => DYN)]) ?? DYN),
        doc: each.doc,
      }),
    ),
  ]);
}

function fieldsOf(type: Type): Proposal[] {
  switch (type.kind) {
    case 'record':
      return Object.entries(type.fields).map(([name, field]) => ({
        label: fieldName(name),
        kind: 'field',
        type: typeToString(field.type),
        doc: field.optional ? 'May be absent.' : '',
      }));
    case 'optional':
      return fieldsOf(type.of);
    case 'union':
      return unique(type.of.flatMap(fieldsOf));
    default:
      return [];
  }
}

function names(env: TypeEnv, locals: Readonly<Record<string, Type>>): Proposal[] {
  const values = Object.entries({ ...env.roots, ...locals }).map(
    ([label, type]): Proposal => ({ label, kind: 'value', type: typeToString(type), doc: '' }),
  );
  const functions = FUNCTIONS.filter((each) => each.style === 'global').map(proposal);
  return unique([
    ...values,
    { label: 'has', kind: 'macro', type: 'yes or no', doc: MACROS['has'] ?? '' },
    ...functions,
  ]);
}

/** Of overloads the first one stands for all. */
function unique(proposals: readonly Proposal[]): Proposal[] {
  return proposals.filter(({ label }, at) => proposals.findIndex((each) => each.label === label) === at);
}
