import { BOOL, type Type } from '@omniroute/expressions';
import { parseDuration } from '@omniroute/primitives';
import { isNumber, numberText } from './operators.ts';
import { at, LEVEL, type Piece, primary } from './piece.ts';
import { refuse } from './refusal.ts';
import { digits } from './text.ts';
import { isOf, partsOf } from './ts-type.ts';

/** A call to be written: its arguments (the target of a method first), its type, and how helpers are asked for. */
interface Call {
  readonly args: readonly Piece[];
  readonly type: Type;
  readonly helper: (name: string) => string;
}

type Writer = (call: Call) => Piece;

const first = ({ args }: Call): Piece => args[0] ?? refuse('a call without arguments');

/** A helper of the same meaning, called with all arguments. */
const helped =
  (name: string, ...kinds: readonly Type['kind'][]): Writer =>
  (call) => {
    if (kinds.length > 0 && !isOf(first(call).type, ...kinds))
      return refuse(`"${name}" is asked of something whose kind is not known`);
    return primary(`${call.helper(name)}(${call.args.map(({ text }) => text).join(', ')})`, call.type, false);
  };

/** A method of the first argument. */
const method =
  (name: string, kind: Type['kind']): Writer =>
  (call) => {
    const [target, ...rest] = call.args;
    if (target === undefined || !isOf(target.type, kind))
      return refuse(`"${name}" is asked of something else than a ${kind}`);
    const safe = call.args.every((each) => each.safe);
    return primary(`${at(target, LEVEL.primary)}.${name}(${rest.map(({ text }) => text).join(', ')})`, call.type, safe);
  };

const numbers =
  (name: string): Writer =>
  (call) => {
    const [list] = call.args;
    if (list?.type.kind !== 'list' || !isNumber(list.type.item))
      return refuse(`"${name}" of values that are not plain numbers`);
    return helped(name)(call);
  };

const WRITERS: Readonly<Record<string, Writer>> = {
  size,
  string: asText,
  int: asWhole,
  double: (call) => {
    const value = first(call);
    if (isNumber(value.type)) return value;
    if (isOf(value.type, 'string')) return primary(`${call.helper('readNumber')}(${value.text})`, call.type, false);
    return refuse('double() of a value whose kind is not known');
  },
  sum: (call) => {
    const [list] = call.args;
    if (list?.type.kind === 'list' && list.text === '[]') return primary('0', call.type, true);
    return numbers('sum')(call);
  },
  min_of: numbers('minOf'),
  max_of: numbers('maxOf'),
  group_by: helped('groupBy', 'list'),
  index_by: helped('indexBy', 'list'),
  sort_by: sortedBy,
  distinct: helped('distinct', 'list'),
  slice: helped('slice', 'list'),
  chunk: helped('inBatches', 'list'),
  flatten: (call) => {
    const value = first(call);
    const isLists = value.type.kind === 'list' && isOf(value.type.item, 'list');
    return isLists
      ? { ...method('flat', 'list')(call), type: call.type }
      : refuse('flatten() of items that may be no lists');
  },
  merge: (call) => {
    if (!call.args.every(({ type }) => isOf(type, 'record', 'map')))
      return refuse('merge() of values whose kind is not known');
    return primary(
      `{ ${call.args.map((each) => `...${at(each, LEVEL.primary)}`).join(', ')} }`,
      call.type,
      call.args.every(({ safe }) => safe),
    );
  },
  reverse: method('toReversed', 'list'),
  join: (call) => {
    const [list, separator] = call.args;
    if (list?.type.kind !== 'list' || !isOf(list.type.item, 'string'))
      return refuse('join() of items that may be no texts');
    return primary(`${at(list, LEVEL.primary)}.join(${separator?.text ?? "''"})`, call.type, list.safe);
  },
  contains: method('includes', 'string'),
  startsWith: method('startsWith', 'string'),
  endsWith: method('endsWith', 'string'),
  containsKey: (call) =>
    primary(`Object.hasOwn(${call.args.map(({ text }) => text).join(', ')})`, BOOL, first(call).safe),
  now: ({ type }) => primary('new Date()', type, true),
  uuid: (call) => primary(`${call.helper('uuid4')}()`, call.type, true),
  timestamp: (call) => (isOf(first(call).type, 'timestamp') ? first(call) : helped('timestamp', 'string')(call)),
  duration,
  decimal: helped('decimal', 'string', 'int', 'double', 'decimal'),
  round: helped('rounded', 'decimal'),
  orValue,
  hasValue: (call) => ({
    text: `${at(first(call), LEVEL.equal)} !== undefined`,
    level: LEVEL.equal,
    type: BOOL,
    safe: first(call).safe,
  }),
  sha256: helped('sha256', 'string'),
  json_string: (call) => {
    const kinds = JSON.stringify(first(call).type);
    const hasOther = ['timestamp', 'duration', 'decimal', 'bytes', 'optional'].some((kind) =>
      kinds.includes(`"kind":"${kind}"`),
    );
    return hasOther
      ? refuse('json_string() of instants, durations, decimals or what may be absent')
      : helped('jsonString')(call);
  },
  dyn: first,
};

/** Writes a call; a function without a counterpart is refused. */
export function written(name: string, call: Call): Piece {
  const writer = Object.hasOwn(WRITERS, name) ? WRITERS[name] : undefined;
  return writer === undefined ? refuse(`the function "${name}" has no counterpart`) : writer(call);
}

/** Items in the order of a field of which is known that it holds numbers, or texts. */
function sortedBy(call: Call): Piece {
  const [list, key] = call.args;
  const item = list?.type.kind === 'list' ? list.type.item : null;
  const name = key?.type.kind === 'string' ? key.type.values?.[0] : undefined;
  const field =
    item?.kind === 'record' && name !== undefined && Object.hasOwn(item.fields, name) ? item.fields[name] : null;
  const isKnown = field != null && !field.optional && (isNumber(field.type) || isOf(field.type, 'string'));
  return isKnown ? helped('sortBy')(call) : refuse('sort_by() of items whose field may be no number and no text');
}

function size(call: Call): Piece {
  const value = first(call);
  if (isOf(value.type, 'list')) return primary(`${at(value, LEVEL.primary)}.length`, call.type, value.safe);
  if (isOf(value.type, 'string')) return primary(`${call.helper('length')}(${value.text})`, call.type, value.safe);
  if (isOf(value.type, 'map', 'record')) return primary(`Object.keys(${value.text}).length`, call.type, value.safe);
  return refuse('size() of a value whose kind is not known');
}

/** Text of a value as the language writes it. */
export function asText(call: Call): Piece {
  const value = first(call);
  const { type } = value;
  if (isOf(type, 'string')) return value;
  if (isOf(type, 'int', 'double', 'bool')) return primary(`String(${value.text})`, call.type, value.safe);
  if (isOf(type, 'timestamp')) return primary(`${call.helper('instantText')}(${value.text})`, call.type, value.safe);
  if (isOf(type, 'decimal')) return primary(`${at(value, LEVEL.primary)}.toFixed()`, call.type, value.safe);
  if (partsOf(type).every(({ kind }) => ['string', 'int', 'double', 'bool', 'dyn', 'null'].includes(kind)))
    return primary(`${call.helper('textOf')}(${value.text})`, call.type, false);
  return refuse('string() of a value whose kind is not known');
}

function asWhole(call: Call): Piece {
  const value = first(call);
  if (isOf(value.type, 'int')) return value;
  if (isOf(value.type, 'decimal'))
    return primary(`${call.helper('whole')}(${at(value, LEVEL.primary)}.toNumber())`, call.type, false);
  if (isOf(value.type, 'timestamp'))
    return primary(`Math.floor(${at(value, LEVEL.primary)}.getTime() / 1000)`, call.type, value.safe);
  if (isOf(value.type, 'double') || isOf(value.type, 'string'))
    return primary(`${call.helper('whole')}(${value.text})`, call.type, false);
  if (isOf(value.type, 'dyn', 'int', 'double'))
    return primary(`${call.helper('whole')}(${numberText(value, call.helper)})`, call.type, false);
  return refuse('int() of a value whose kind is not known');
}

/** A duration that is written out, in milliseconds. */
function duration(call: Call): Piece {
  const value = first(call);
  const text = /^'([^'\\]*)'$/.exec(value.text)?.[1];
  const read = text === undefined ? null : (goDuration(text) ?? isoDuration(text));
  if (read === null) return refuse('duration() of a text that is not written out');
  return primary(digits(read), call.type, true);
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

function goDuration(text: string): number | null {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return null;
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? ''] ?? 0), 0);
}

function isoDuration(text: string): number | null {
  const read = parseDuration(text);
  return read.ok ? read.value : null;
}

/** Another value where one is absent; null is there, so `??` serves only where null cannot be, or is what is given. */
function orValue(call: Call): Piece {
  const [value, other] = call.args;
  if (value === undefined || other === undefined) return refuse('orValue() without a value');
  const inner = value.type.kind === 'optional' ? value.type.of : value.type;
  const hasNull = partsOf(inner).some(({ kind }) => kind === 'null' || kind === 'dyn' || kind === 'error');
  const safe = value.safe && other.safe;
  if (hasNull && other.text !== 'null')
    return primary(`${call.helper('orValue')}(${value.text}, ${other.text})`, call.type, safe);
  const text = `${at(value, LEVEL.nullish + 3)} ?? ${at(other, LEVEL.nullish + 3)}`;
  return { text, level: LEVEL.nullish, type: call.type, safe };
}
