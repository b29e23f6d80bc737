import { isDigit, isHexDigit, isIdentPart, isIdentStart, isSpace } from './characters.ts';
import { readStringLiteral } from './string-literal.ts';
import type { Token } from './token.ts';

const OPERATORS = [
  '==',
  '!=',
  '<=',
  '>=',
  '&&',
  '||',
  '+',
  '-',
  '*',
  '/',
  '%',
  '<',
  '>',
  '!',
  '?',
  ':',
  '.',
  ',',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
];

/** What people write who know other languages, or copy from a letter. */
const SLIPS: Readonly<Record<string, string>> = {
  '=': 'to compare, write ==',
  '&': 'for "and", write &&',
  '|': 'for "or", write ||',
  '\u201c': 'write plain quotes: "',
  '\u201d': 'write plain quotes: "',
  '\u2018': "write plain quotes: '",
  '\u2019': "write plain quotes: '",
};

/** The next token from `start` on; white space and comments before it are passed. */
export function nextToken(source: string, start: number): Token {
  const at = skip(source, start);
  const c = source[at];
  if (c === undefined) return { kind: 'end', span: [at, at] };
  if (isIdentStart(c)) return identOrString(source, at);
  if (c === '"' || c === "'") return stringToken(source, at, at, false, false);
  if (c === '`') return quotedIdent(source, at);
  if (isDigit(c) || (c === '.' && isDigit(source[at + 1] ?? ''))) return number(source, at);
  const operator = OPERATORS.find((candidate) => source.startsWith(candidate, at));
  if (operator !== undefined) return { kind: 'op', text: operator, span: [at, at + operator.length] };
  const width = String.fromCodePoint(source.codePointAt(at) as number).length;
  return {
    kind: 'bad',
    text: source.slice(at, at + width),
    problem: SLIPS[c] ?? `"${source.slice(at, at + width)}" has no meaning here`,
    span: [at, at + width],
  };
}

function skip(source: string, start: number): number {
  let at = start;
  for (;;) {
    while (at < source.length && isSpace(source[at] as string)) at += 1;
    if (!source.startsWith('//', at)) return at;
    while (at < source.length && source[at] !== '\n') at += 1;
  }
}

function identOrString(source: string, at: number): Token {
  let end = at;
  while (end < source.length && isIdentPart(source[end] as string)) end += 1;
  const text = source.slice(at, end);
  const quote = source[end];
  const prefix = text.toLowerCase();
  if ((quote === '"' || quote === "'") && ['r', 'b', 'rb', 'br'].includes(prefix)) {
    return stringToken(source, at, end, prefix.includes('r'), prefix.includes('b'));
  }
  return { kind: 'ident', text, span: [at, end] };
}

function stringToken(source: string, at: number, quote: number, raw: boolean, asBytes: boolean): Token {
  const { end, text, bytes, problem } = readStringLiteral(source, quote, raw, asBytes);
  if (problem !== null) return { kind: 'bad', text: source.slice(at, end), problem, span: [at, end] };
  return asBytes ? { kind: 'bytes', value: bytes, span: [at, end] } : { kind: 'string', value: text, span: [at, end] };
}

/** A field name in backticks, for names that are no identifiers. */
function quotedIdent(source: string, at: number): Token {
  const end = source.indexOf('`', at + 1);
  if (end < 0)
    return { kind: 'bad', text: source.slice(at), problem: 'the name is not closed', span: [at, source.length] };
  return { kind: 'ident', text: source.slice(at, end + 1), span: [at, end + 1] };
}

function number(source: string, at: number): Token {
  let end = at;
  let float = false;
  if (source.startsWith('0x', at) || source.startsWith('0X', at)) {
    end += 2;
    while (isHexDigit(source[end] ?? '')) end += 1;
    if (end === at + 2)
      return { kind: 'bad', text: source.slice(at, end), problem: 'digits must follow 0x', span: [at, end] };
  } else {
    while (isDigit(source[end] ?? '')) end += 1;
    if (source[end] === '.' && isDigit(source[end + 1] ?? '')) {
      float = true;
      end += 1;
      while (isDigit(source[end] ?? '')) end += 1;
    }
    const sign = source[end + 1] === '+' || source[end + 1] === '-' ? 1 : 0;
    if ((source[end] === 'e' || source[end] === 'E') && isDigit(source[end + 1 + sign] ?? '')) {
      float = true;
      end += 1 + sign;
      while (isDigit(source[end] ?? '')) end += 1;
    }
  }
  const unsigned = !float && (source[end] === 'u' || source[end] === 'U');
  const text = source.slice(at, end);
  const span = [at, unsigned ? end + 1 : end] as const;
  return { kind: unsigned ? 'uint' : float ? 'float' : 'int', text, span };
}
