import { fail } from '../run/eval-error.ts';
import type { Meter } from '../run/meter.ts';
import type { Value } from '../run/values.ts';
import { isWhiteSpace } from '../syntax/characters.ts';
import { BOOL, INT, listOf, STRING } from '../types/type.ts';
import { type FunctionDefinition, global, member } from './define.ts';
import { formatText } from './format.ts';
import { fromItems } from './items.ts';
import { matchesPattern } from './patterns.ts';

/** Functions of text. Positions count characters (code points), as in CEL. Each reads its text once, and pays for that. */
export const strings: readonly FunctionDefinition[] = [
  global('size', ['string'], INT, 'Number of characters.', ([s], meter) => length(scan(meter, s))),
  member('size', ['string'], INT, 'Number of characters.', ([s], meter) => length(scan(meter, s))),
  member('contains', ['string', 'string'], BOOL, 'Whether the text holds another.', ([s, part], meter) =>
    search(meter, s, part).includes(part as string),
  ),
  member('startsWith', ['string', 'string'], BOOL, 'Whether the text begins with another.', ([s, part], meter) =>
    (s as string).startsWith(scan(meter, part)),
  ),
  member('endsWith', ['string', 'string'], BOOL, 'Whether the text ends with another.', ([s, part], meter) =>
    (s as string).endsWith(scan(meter, part)),
  ),
  member(
    'matches',
    ['string', 'string'],
    BOOL,
    'Whether a part of the text fits the RE2 pattern.',
    ([s, pattern], meter) => matchesPattern(s as string, pattern as string, meter),
  ),
  global(
    'matches',
    ['string', 'string'],
    BOOL,
    'Whether a part of the text fits the RE2 pattern.',
    ([s, pattern], meter) => matchesPattern(s as string, pattern as string, meter),
  ),
  member(
    'charAt',
    ['string', 'int'],
    STRING,
    'The character at a position; at the end it is empty.',
    ([s, at], meter) => {
      const all = points(meter, s);
      return all[position(at, all.length)] ?? '';
    },
  ),
  member(
    'indexOf',
    ['string', 'string'],
    INT,
    'Position of the first place where the other text stands, or -1.',
    ([s, part], meter) => find(meter, s, part, 0),
  ),
  member('indexOf', ['string', 'string', 'int'], INT, 'The same, from a position on.', ([s, part, from], meter) =>
    find(meter, s, part, from as number),
  ),
  member(
    'lastIndexOf',
    ['string', 'string'],
    INT,
    'Position of the last place where the other text stands, or -1.',
    ([s, part], meter) => findLast(meter, s, part, null),
  ),
  member('lastIndexOf', ['string', 'string', 'int'], INT, 'The same, up to a position.', ([s, part, to], meter) =>
    findLast(meter, s, part, to as number),
  ),
  member('lowerAscii', ['string'], STRING, 'The text with A to Z in lower case.', ([s], meter) =>
    mapAscii(scan(meter, s), 'A', 'Z', 32),
  ),
  member('upperAscii', ['string'], STRING, 'The text with a to z in upper case.', ([s], meter) =>
    mapAscii(scan(meter, s), 'a', 'z', -32),
  ),
  member(
    'replace',
    ['string', 'string', 'string'],
    STRING,
    'The text with every place of one text replaced by another.',
    ([s, from, to], meter) => replace(meter, s, from as string, to as string, -1),
  ),
  member(
    'replace',
    ['string', 'string', 'string', 'int'],
    STRING,
    'The same, at most so many times.',
    ([s, from, to, limit], meter) => replace(meter, s, from as string, to as string, limit as number),
  ),
  member('split', ['string', 'string'], listOf(STRING), 'The parts between a separator.', ([s, by], meter) =>
    split(meter, s, by as string, -1),
  ),
  member(
    'split',
    ['string', 'string', 'int'],
    listOf(STRING),
    'The same, at most so many parts.',
    ([s, by, limit], meter) => split(meter, s, by as string, limit as number),
  ),
  member('substring', ['string', 'int'], STRING, 'The text from a position on.', ([s, from], meter) => {
    const all = points(meter, s);
    return all.slice(position(from, all.length)).join('');
  }),
  member(
    'substring',
    ['string', 'int', 'int'],
    STRING,
    'The text from a position up to another.',
    ([s, from, to], meter) => {
      const all = points(meter, s);
      const [a, b] = [position(from, all.length), position(to, all.length)];
      return a > b ? fail('The end of the part lies before its beginning.') : all.slice(a, b).join('');
    },
  ),
  member('trim', ['string'], STRING, 'The text without white space around it.', ([s], meter) => trim(scan(meter, s))),
  member('reverse', ['string'], STRING, 'The text backwards.', ([s], meter) => points(meter, s).reverse().join('')),
  member(
    'join',
    ['list'],
    fromItems(['string'], () => STRING),
    'The texts of a list, one after the other.',
    ([list], meter) => join(meter, list as readonly Value[], ''),
  ),
  member(
    'join',
    ['list', 'string'],
    fromItems(['string'], () => STRING),
    'The same, with a separator between.',
    ([list, by], meter) => join(meter, list as readonly Value[], by as string),
  ),
  member(
    'format',
    ['string', 'list'],
    STRING,
    'The text with %s, %d, %.2f and the like filled from a list.',
    ([s, args], meter) => formatText(scan(meter, s), args as readonly Value[], meter),
  ),
  global('strings.quote', ['string'], STRING, 'The text in quotes, with escapes.', ([s], meter) =>
    quote(scan(meter, s)),
  ),
];

/** A text that is about to be read or copied once. */
function scan(meter: Meter, s: unknown): string {
  meter.pay((s as string).length);
  return s as string;
}

/** A text that is about to be searched: a long part may be compared at many places. */
function search(meter: Meter, s: unknown, part: unknown): string {
  meter.pay(Math.floor(((s as string).length * (part as string).length) / 256));
  return scan(meter, s);
}

function points(meter: Meter, s: unknown): string[] {
  return [...scan(meter, s)];
}

function length(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** A position from 0 to the end, the end included. */
function position(value: unknown, end: number): number {
  const at = value as number;
  return at < 0 || at > end ? fail(`Position ${at} is outside the text of ${end} characters.`) : at;
}

function find(meter: Meter, s: unknown, part: unknown, from: number): number {
  const text = search(meter, s, part);
  const at = text.indexOf(part as string, unitOf(text, from));
  return at < 0 ? -1 : length(text.slice(0, at));
}

function findLast(meter: Meter, s: unknown, part: unknown, to: number | null): number {
  const text = search(meter, s, part);
  const at = text.lastIndexOf(part as string, to === null ? text.length : unitOf(text, to));
  return at < 0 ? -1 : length(text.slice(0, at));
}

/** The offset of a character in UTF-16 units. */
function unitOf(text: string, at: number): number {
  if (at === 0) return 0;
  const all = [...text];
  return all.slice(0, position(at, all.length)).join('').length;
}

function mapAscii(text: string, first: string, last: string, shift: number): string {
  return Array.from(text, (c) =>
    c >= first && c <= last && c.length === 1 ? String.fromCharCode(c.charCodeAt(0) + shift) : c,
  ).join('');
}

function replace(meter: Meter, s: unknown, from: string, to: string, limit: number): string {
  const text = search(meter, s, from);
  // Between all characters, and at both ends, stands an empty text.
  const parts = from === '' ? ['', ...text, ''] : text.split(from);
  const most = limit < 0 ? parts.length - 1 : Math.min(limit, parts.length - 1);
  meter.pay(most * to.length);
  return [parts.slice(0, most + 1).join(to), ...parts.slice(most + 1)].join(from);
}

function split(meter: Meter, s: unknown, by: string, limit: number): string[] {
  const text = search(meter, s, by);
  if (limit === 0) return [];
  const parts = by === '' ? [...text] : text.split(by);
  return limit < 0 || parts.length <= limit ? parts : [...parts.slice(0, limit - 1), parts.slice(limit - 1).join(by)];
}

function join(meter: Meter, items: readonly Value[], by: string): string {
  for (const item of items) {
    if (typeof item !== 'string') return fail('Only texts can be joined; write string(…) for other values.');
    meter.pay(item.length + by.length);
  }
  return items.join(by);
}

function trim(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isWhiteSpace(text.charCodeAt(from))) from += 1;
  while (to > from && isWhiteSpace(text.charCodeAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

function quote(text: string): string {
  return `"${Array.from(text, (c) => ESCAPES[c] ?? c).join('')}"`;
}
