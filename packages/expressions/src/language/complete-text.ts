import { nextToken } from '../syntax/lex.ts';
import { parse } from '../syntax/parse.ts';
import { partsOf } from '../syntax/parts-of.ts';
import type { Tree } from '../syntax/tree.ts';
import { typeToString } from '../types/to-string.ts';
import type { Type } from '../types/type.ts';
import type { TypeEnv } from './check.ts';
import { Checker } from './checker.ts';
import type { Completion } from './complete.ts';
import { valuesOf } from './refine.ts';

/** Stands for the text that is being typed. */
const MARK = '__typing__';

/** The text in quotes around a place: where its token begins and ends, and where its content begins. */
interface Around {
  readonly start: number;
  readonly inside: number;
  readonly end: number;
}

/** The text in quotes that a place is in; it may not be closed yet. */
export function textAround(source: string, offset: number): Around | null {
  let at = 0;
  for (;;) {
    const token = nextToken(source, at);
    const [start, end] = token.span;
    if (token.kind === 'end' || start >= offset) return null;
    const quote = Math.min(...['"', "'"].map((each) => source.indexOf(each, start)).filter((found) => found >= 0));
    const isOpen = token.kind === 'bad' && quote < end;
    if ((token.kind === 'string' && offset < end) || (isOpen && offset <= end))
      return quote < offset ? { start, inside: quote + 1, end } : null;
    at = end;
  }
}

/** The texts that can stand at a place: values that are compared with, names of fields. */
export function completeText(source: string, offset: number, text: Around, env: TypeEnv): Completion[] {
  const { tree } = parse(`${source.slice(0, text.start)}"${MARK}"${source.slice(text.end)}`);
  const checker = new Checker(env, true);
  checker.whole(tree);
  const typed = source.slice(text.inside, offset).toLowerCase();
  return wanted(tree, (part) => checker.types.get(part))
    .filter(({ label }) => label.toLowerCase().startsWith(typed) && !['"', "'", '\\'].some((c) => label.includes(c)))
    .map((each) => ({ ...each, from: text.inside }));
}

type Proposal = Omit<Completion, 'from'>;

function wanted(tree: Tree, typeOf: (part: Tree) => Type | undefined): readonly Proposal[] {
  if (tree.kind === 'binary') {
    const { op, left, right } = tree;
    if (op === '==' || op === '!=') {
      if (isMark(left)) return values(typeOf(right));
      if (isMark(right)) return values(typeOf(left));
    }
    if (op === 'in' && isMark(left)) return fields(typeOf(right));
    if (op === 'in' && right.kind === 'list' && right.items.some(({ value }) => isMark(value)))
      return values(typeOf(left));
  }
  if (tree.kind === 'index' && isMark(tree.index)) return fields(typeOf(tree.operand));
  return partsOf(tree).flatMap((part) => wanted(part, typeOf));
}

function isMark(tree: Tree): boolean {
  return tree.kind === 'literal' && tree.value === MARK;
}

function values(type: Type | undefined): Proposal[] {
  const texts = (type === undefined ? null : valuesOf(type)) ?? [];
  return texts.flatMap((label) => (typeof label === 'string' ? [{ label, kind: 'value', type: 'text', doc: '' }] : []));
}

function fields(type: Type | undefined): Proposal[] {
  if (type?.kind === 'union') return type.of.flatMap(fields);
  if (type?.kind !== 'record') return [];
  return Object.entries(type.fields).map(([label, field]) => ({
    label,
    kind: 'field',
    type: typeToString(field.type),
    doc: field.optional ? 'May be absent.' : '',
  }));
}
