import { RE2JS } from 're2js';
import { fail } from '../run/eval-error.ts';
import type { Meter } from '../run/meter.ts';
import { BOOL, INT, listOf, STRING } from '../types/type.ts';
import { type FunctionDefinition, member } from './define.ts';
import { formatText } from './format.ts';

/** Functions of text. Positions count characters (code points), as in CEL. */
export const strings: readonly FunctionDefinition[] = [
  member('size', ['string'], INT, 'Number of characters.', ([s]) => points(s).length),
  member('contains', ['string', 'string'], BOOL, 'Whether the text holds another.', ([s, part], meter) => scan(meter, s).includes(part as string)),
  member('startsWith', ['string', 'string'], BOOL, 'Whether the text begins with another.', ([s, part]) => (s as string).startsWith(part as string)),
  member('endsWith', ['string', 'string'], BOOL, 'Whether the text ends with another.', ([s, part]) => (s as string).endsWith(part as string)),
  member('matches', ['string', 'string'], BOOL, 'Whether a part of the text fits the RE2 pattern.', ([s, pattern], meter) => matches(s as string, pattern as string, meter)),
  member('charAt', ['string', 'int'], STRING, 'The character at a position; at the end it is empty.', ([s, at]) => {
    const all = points(s);
    return (at as number) === all.length ? '' : (all[index(at, all.length)] as string);
  }),
  member('indexOf', ['string', 'string'], INT, 'Position of the first place where the other text stands, or -1.', ([s, part], meter) => find(meter, s, part, 0)),
  member('indexOf', ['string', 'string', 'int'], INT, 'The same, from a position on.', ([s, part, from], meter) => find(meter, s, part, index(from, points(s).length + 1))),
  member('lastIndexOf', ['string', 'string'], INT, 'Position of the last place where the other text stands, or -1.', ([s, part], meter) => findLast(meter, s, part, Number.POSITIVE_INFINITY)),
  member('lastIndexOf', ['string', 'string', 'int'], INT, 'The same, up to a position.', ([s, part, to], meter) => findLast(meter, s, part, index(to, points(s).length + 1))),
  member('lowerAscii', ['string'], STRING, 'The text with A to Z in lower case.', ([s], meter) => mapAscii(scan(meter, s), 'A', 'Z', 32)),
  member('upperAscii', ['string'], STRING, 'The text with a to z in upper case.', ([s], meter) => mapAscii(scan(meter, s), 'a', 'z', -32)),
  member('replace', ['string', 'string', 'string'], STRING, 'The text with every place of one text replaced by another.', ([s, from, to], meter) => replace(meter, s, from, to, -1)),
  member('replace', ['string', 'string', 'string', 'int'], STRING, 'The same, at most so many times.', ([s, from, to, limit], meter) => replace(meter, s, from, to, limit as number)),
  member('split', ['string', 'string'], listOf(STRING), 'The parts between a separator.', ([s, by], meter) => split(meter, s, by, -1)),
  member('split', ['string', 'string', 'int'], listOf(STRING), 'The same, at most so many parts.', ([s, by, limit], meter) => split(meter, s, by, limit as number)),
  member('substring', ['string', 'int'], STRING, 'The text from a position on.', ([s, from]) => {
    const all = points(s);
    return all.slice(index(from, all.length + 1)).join('');
  }),
  member('substring', ['string', 'int', 'int'], STRING, 'The text from a position up to another.', ([s, from, to]) => {
    const all = points(s);
    const [a, b] = [index(from, all.length + 1), index(to, all.length + 1)];
    return a > b ? fail('The end of the part lies before its beginning.') : all.slice(a, b).join('');
  }),
  member('trim', ['string'], STRING, 'The text without white space around it.', ([s], meter) => scan(meter, s).trim()),
  member('reverse', ['string'], STRING, 'The text backwards.', ([s], meter) => points(scan(meter, s)).reverse().join('')),
  member('join', ['list'], STRING, 'The texts of a list, one after the other.', ([list], meter) => join(meter, list, '')),
  member('join', ['list', 'string'], STRING, 'The same, with a separator between.', ([list, by], meter) => join(meter, list, by as string)),
  member('format', ['string', 'list'], STRING, 'The text with %s, %d, %.2f and the like filled from a list.', ([s, args], meter) => formatText(s as string, args as never, meter)),
  { ...member('quote', ['string'], STRING, 'The text in quotes, with escapes.', ([s], meter) => quote(scan(meter, s))), name: 'strings.quote', style: 'global' },
];

function scan(meter: Meter, s: unknown): string {
  meter.pay((s as string).length);
  return s as string;
}

function points(s: unknown): string[] {
  return [...(s as string)];
}

function index(value: unknown, length: number): number {
  const at = value as number;
  if (!Number.isInteger(at)) return fail(`${at} is not a position.`);
  return at < 0 || at >= length ? fail(`Position ${at} is outside the text.`) : at;
}

function matches(text: string, pattern: string, meter: Meter): boolean {
  meter.pay(text.length + pattern.length * 10);
  try {
    return RE2JS.compile(pattern).matcher(text).find();
  } catch {
    return fail(`The pattern "${pattern}" cannot be read.`);
  }
}

function find(meter: Meter, s: unknown, part: unknown, from: number): number {
  const text = scan(meter, s);
  const unit = points(text).slice(0, from).join('').length;
  const at = text.indexOf(part as string, unit);
  return at < 0 ? -1 : points(text.slice(0, at)).length;
}

function findLast(meter: Meter, s: unknown, part: unknown, to: number): number {
  const text = scan(meter, s);
  const unit = to === Number.POSITIVE_INFINITY ? text.length : points(text).slice(0, to).join('').length;
  const at = text.lastIndexOf(part as string, unit);
  return at < 0 ? -1 : points(text.slice(0, at)).length;
}

function mapAscii(text: string, first: string, last: string, shift: number): string {
  return [...text].map((c) => (c >= first && c <= last ? String.fromCharCode(c.charCodeAt(0) + shift) : c)).join('');
}

function replace(meter: Meter, s: unknown, from: unknown, to: unknown, limit: number): string {
  const parts = scan(meter, s).split(from as string);
  const most = limit < 0 ? parts.length - 1 : Math.min(limit, parts.length - 1);
  meter.pay(most * (to as string).length);
  const head = parts.slice(0, most + 1).join(to as string);
  return [head, ...parts.slice(most + 1)].join(from as string);
}

function split(meter: Meter, s: unknown, by: unknown, limit: number): string[] {
  const text = scan(meter, s);
  if (limit === 0) return [];
  const parts = by === '' ? points(text) : text.split(by as string);
  meter.pay(parts.length);
  return limit < 0 || parts.length <= limit ? parts : [...parts.slice(0, limit - 1), parts.slice(limit - 1).join(by as string)];
}

function join(meter: Meter, list: unknown, by: string): string {
  const items = list as readonly unknown[];
  for (const item of items) {
    if (typeof item !== 'string') return fail('Only texts can be joined; write string(…) for other values.');
    meter.pay(item.length + by.length);
  }
  return items.join(by);
}

const ESCAPES: Readonly<Record<string, string>> = { '\x07': '\\a', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v', '\\': '\\\\', '"': '\\"' };

function quote(text: string): string {
  return `"${[...text].map((c) => ESCAPES[c] ?? c).join('')}"`;
}
