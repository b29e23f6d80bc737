import type { Span } from '@omniroute/errors';
import { nextToken } from './lex.ts';
import { parseUntilBrace } from './parse.ts';
import type { Token } from './token.ts';
import { RESERVED } from './tree.ts';

/** A piece of an expression as an editor colours it. */
export interface Piece {
  readonly span: Span;
  readonly kind: 'name' | 'word' | 'text' | 'number' | 'operator' | 'bad' | 'brace';
}

/** Where the expressions of a text with values stand, without their braces; the last one may not be closed yet. */
export function expressionSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  let at = 0;
  while (at < text.length) {
    if (text.startsWith('$${', at)) at += 3;
    else if (text.startsWith('${', at)) {
      const { end } = parseUntilBrace(text, at + 2);
      spans.push([at + 2, Math.min(end, text.length)]);
      at = Math.max(at + 2, Math.min(text.length, end + 1));
    } else at += 1;
  }
  return spans;
}

/** The pieces of an expression. */
export function piecesOf(source: string, from = 0, to = source.length): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = from; at < to; ) {
    const token = nextToken(source, at);
    const [start, end] = token.span;
    if (token.kind === 'end' || start >= to) break;
    pieces.push({ span: [start, Math.min(end, to)], kind: kindOf(token) });
    at = Math.max(end, at + 1);
  }
  return pieces;
}

/** The pieces of the expressions in a text with values, with their braces. */
export function templatePieces(text: string): readonly Piece[] {
  return expressionSpans(text).flatMap(([from, to]): readonly Piece[] => [
    { span: [from - 2, from], kind: 'brace' },
    ...piecesOf(text, from, to),
    ...(text[to] === '}' ? [{ span: [to, to + 1] as const, kind: 'brace' } as const] : []),
  ]);
}

const WORDS: readonly string[] = ['true', 'false', 'null', ...RESERVED];

function kindOf(token: Token): Piece['kind'] {
  switch (token.kind) {
    case 'ident':
      return WORDS.includes(token.text) ? 'word' : 'name';
    case 'string':
    case 'bytes':
      return 'text';
    case 'int':
    case 'float':
    case 'uint':
      return 'number';
    case 'op':
      return 'operator';
    default:
      return 'bad';
  }
}
