import { isHexDigit } from './characters.ts';

/** A decoded literal: code points, or code units of bytes; where it ended; what is wrong with it. */
export interface StringLiteral {
  readonly end: number;
  readonly text: string;
  readonly bytes: readonly number[];
  readonly problem: string | null;
}

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
  '`': '`',
  '?': '?',
};

/** Reads a string or bytes literal whose opening quote stands at `start` (prefixes already passed). */
export function readStringLiteral(source: string, start: number, raw: boolean, asBytes: boolean): StringLiteral {
  const quote = source[start] as string;
  const triple = source.startsWith(quote.repeat(3), start);
  const close = triple ? quote.repeat(3) : quote;
  let at = start + close.length;
  let text = '';
  const bytes: number[] = [];
  let problem: string | null = null;
  const put = (character: string, byte?: number) => {
    text += character;
    if (asBytes) bytes.push(...(byte === undefined ? utf8(character) : [byte]));
  };
  while (at < source.length && !source.startsWith(close, at)) {
    const c = source[at] as string;
    if (!triple && (c === '\n' || c === '\r'))
      return { end: at, text, bytes, problem: 'the text is not closed on its line' };
    if (c !== '\\' || raw) {
      const point = String.fromCodePoint(source.codePointAt(at) as number);
      put(point);
      at += point.length;
      continue;
    }
    const read = readEscape(source, at, asBytes);
    if (read.problem !== null) problem ??= read.problem;
    put(read.text, read.byte);
    at = read.end;
  }
  if (at >= source.length) return { end: source.length, text, bytes, problem: problem ?? 'the text is not closed' };
  return { end: at + close.length, text, bytes, problem };
}

function readEscape(
  source: string,
  at: number,
  asBytes: boolean,
): { text: string; byte?: number; end: number; problem: string | null } {
  const c = source[at + 1] ?? '';
  const simple = SIMPLE[c];
  if (simple !== undefined) return { text: simple, end: at + 2, problem: null };
  const width = c === 'x' || c === 'X' ? 2 : c === 'u' ? 4 : c === 'U' ? 8 : 0;
  if (width > 0) {
    const digits = source.slice(at + 2, at + 2 + width);
    const valid = digits.length === width && [...digits].every(isHexDigit);
    return decode(digits, 16, valid, at + 2 + width, asBytes && width === 2);
  }
  const digits = source.slice(at + 1, at + 4);
  const valid = digits.length === 3 && [...digits].every((digit) => digit >= '0' && digit <= '7') && digits <= '377';
  return decode(digits, 8, valid, at + (valid ? 4 : 2), asBytes);
}

function decode(digits: string, radix: number, valid: boolean, end: number, single: boolean) {
  const point = Number.parseInt(digits, radix);
  if (!valid || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
    return { text: '', end, problem: 'this escape is not known' };
  return { text: String.fromCodePoint(point), ...(single ? { byte: point } : {}), end, problem: null };
}

/** UTF-8 bytes of one character. */
export function utf8(character: string): number[] {
  const point = character.codePointAt(0) as number;
  if (point < 0x80) return [point];
  if (point < 0x800) return [0xc0 | (point >> 6), 0x80 | (point & 63)];
  if (point < 0x10000) return [0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63)];
  return [0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63)];
}
