import { BOOL, type Type } from '@omniroute/expressions';
import { at, LEVEL, type Piece, primary } from './piece.ts';
import { refuse } from './refusal.ts';
import { isOf } from './ts-type.ts';

type Helper = (name: string) => string;

const PRIMITIVE = ['null', 'bool', 'int', 'double', 'string'] as const;

export function isNumber(type: Type): boolean {
  return isOf(type, 'int', 'double');
}

/** An operator of two values. */
export function binary(op: string, left: Piece, right: Piece, type: Type, helper: Helper): Piece {
  const safe = left.safe && right.safe;
  const plain = (sign: string, level: number, result = type): Piece => ({
    text: `${at(left, level)} ${sign} ${at(right, level + 1)}`,
    level,
    type: result,
    safe,
  });
  const called = (name: string, result = type): Piece =>
    primary(`${helper(name)}(${left.text}, ${right.text})`, result, false);
  switch (op) {
    case '==':
    case '!=':
      return equality(op, left, right, helper);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(op, left, right, helper);
    case 'in':
      return contains(left, right, helper);
    default:
      return arithmetic(op.replace('i', ''), left, right, { plain, called, helper, type });
  }
}

function equality(op: '==' | '!=', left: Piece, right: Piece, helper: Helper): Piece {
  const safe = left.safe && right.safe;
  const isNull = left.type.kind === 'null' || right.type.kind === 'null';
  if (isNull || isOf(left.type, ...PRIMITIVE) || isOf(right.type, ...PRIMITIVE)) {
    const text = `${at(left, LEVEL.equal)} ${op}= ${at(right, LEVEL.equal + 1)}`;
    return { text, level: LEVEL.equal, type: BOOL, safe };
  }
  if ([left, right].some(({ type }) => isOf(type, 'timestamp') || isOf(type, 'decimal')))
    return ordered(op, left, right, helper);
  const text = `${helper('equal')}(${left.text}, ${right.text})`;
  return op === '==' ? primary(text, BOOL, safe) : { text: `!${text}`, level: LEVEL.unary, type: BOOL, safe };
}

function comparison(op: string, left: Piece, right: Piece, helper: Helper): Piece {
  const text = (a: string, b: string, safe: boolean): Piece => ({
    text: `${a} ${op} ${b}`,
    level: LEVEL.compare,
    type: BOOL,
    safe,
  });
  const safe = left.safe && right.safe;
  if ([left, right].every(({ type }) => isNumber(type) || isOf(type, 'duration')))
    return text(at(left, LEVEL.compare), at(right, LEVEL.compare + 1), safe);
  if ([left, right].every(({ type }) => isOf(type, 'string')))
    return text(`${helper('compareText')}(${left.text}, ${right.text})`, '0', safe);
  if ([left, right].every(({ type }) => isNumber(type) || isOf(type, 'dyn')))
    return text(numberText(left, helper), numberText(right, helper), false);
  return ordered(op, left, right, helper);
}

/** A number of which nothing may be known. */
export function numberText(piece: Piece, helper: Helper): string {
  if (isNumber(piece.type)) return at(piece, LEVEL.compare + 1);
  if (!isOf(piece.type, 'int', 'double', 'dyn')) return refuse('a number is needed, and it may be something else');
  return `${helper('numberOf')}(${piece.text})`;
}

const DECIMAL: Readonly<Record<string, string>> = {
  '<': 'lessThan',
  '<=': 'lessThanOrEqualTo',
  '>': 'greaterThan',
  '>=': 'greaterThanOrEqualTo',
  '==': 'equals',
  '!=': 'equals',
};

/** Points in time and decimals compare by methods of theirs. */
function ordered(op: string, left: Piece, right: Piece, helper: Helper): Piece {
  const both = [left, right];
  if (both.every(({ type }) => isOf(type, 'timestamp'))) {
    const [a, b] = both.map((each) => `${at(each, LEVEL.primary)}.getTime()`);
    const sign = op === '==' || op === '!=' ? `${op}=` : op;
    return { text: `${a} ${sign} ${b}`, level: LEVEL.compare, type: BOOL, safe: false };
  }
  if (both.every(({ type }) => isOf(type, 'decimal') || isOf(type, 'int'))) {
    const text = `${decimalText(left, helper)}.${DECIMAL[op]}(${decimalText(right, helper)})`;
    return op === '!=' ? { text: `!${text}`, level: LEVEL.unary, type: BOOL, safe: false } : primary(text, BOOL, false);
  }
  return refuse(`"${op}" compares values whose kinds are not known`);
}

function decimalText(piece: Piece, helper: Helper): string {
  return isOf(piece.type, 'decimal') ? at(piece, LEVEL.primary) : `${helper('decimal')}(${piece.text})`;
}

function contains(left: Piece, right: Piece, helper: Helper): Piece {
  const safe = left.safe && right.safe;
  if (isOf(right.type, 'map', 'record')) {
    if (!isOf(left.type, 'string')) return refuse('"in" asks for a key that is no text');
    return primary(`Object.hasOwn(${right.text}, ${left.text})`, BOOL, safe);
  }
  if (!isOf(right.type, 'list')) return refuse('"in" looks into something of which nothing is known');
  return primary(`${helper('includes')}(${right.text}, ${left.text})`, BOOL, safe);
}

interface Ways {
  plain(sign: string, level: number): Piece;
  called(name: string): Piece;
  readonly helper: Helper;
  readonly type: Type;
}

const DECIMAL_NAMES: Readonly<Record<string, string>> = { '+': 'plus', '-': 'minus', '*': 'times', '/': 'dividedBy' };

function arithmetic(op: string, left: Piece, right: Piece, { plain, called, helper, type }: Ways): Piece {
  const all = (...kinds: readonly Type['kind'][]) => [left, right].every((each) => isOf(each.type, ...kinds));
  const level = op === '+' || op === '-' ? LEVEL.plus : LEVEL.times;
  if (all('int', 'double')) {
    if (op === '/')
      return /^[1-9]/.test(right.text) && right.level === LEVEL.primary ? plain('/', level) : called('divide');
    return op === '%' ? called('modulo') : plain(op, level);
  }
  if (op === '+' && all('string')) return plain('+', level);
  if (op === '+' && all('list')) {
    const text = `[...${at(left, LEVEL.primary)}, ${right.items ?? `...${at(right, LEVEL.primary)}`}]`;
    return primary(text, type, left.safe && right.safe);
  }
  if ((op === '+' || op === '-') && all('duration')) return plain(op, level);
  if (op === '+' && isOf(left.type, 'timestamp') && isOf(right.type, 'duration')) return called('later');
  if (op === '+' && isOf(left.type, 'duration') && isOf(right.type, 'timestamp'))
    return primary(`${helper('later')}(${right.text}, ${left.text})`, type, false);
  if (op === '-' && isOf(left.type, 'timestamp') && isOf(right.type, 'duration'))
    return primary(`${helper('later')}(${left.text}, -${at(right, LEVEL.unary)})`, type, false);
  if (op === '-' && all('timestamp')) {
    const [a, b] = [left, right].map((each) => `${at(each, LEVEL.primary)}.getTime()`);
    return { text: `${a} - ${b}`, level: LEVEL.plus, type, safe: false };
  }
  if (all('decimal', 'int') && DECIMAL_NAMES[op] !== undefined) {
    const [a, b] = [left, right].map((each) =>
      isOf(each.type, 'decimal') ? each.text : `${helper('decimal')}(${each.text})`,
    );
    return primary(`${helper(DECIMAL_NAMES[op])}(${a}, ${b})`, type, false);
  }
  if (all('int', 'double', 'dyn') && op !== '+') {
    const [a, b] = [left, right].map((each) => numberText(each, helper));
    if (op === '/') return primary(`${helper('divide')}(${a}, ${b})`, type, false);
    if (op === '%') return primary(`${helper('modulo')}(${a}, ${b})`, type, false);
    return { text: `${a} ${op} ${b}`, level, type, safe: false };
  }
  return refuse(`"${op}" works on values whose kinds are not known`);
}
