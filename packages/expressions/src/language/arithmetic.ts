import type { BinaryOp, Tree } from '../syntax/tree.ts';
import { unionOf } from '../types/relations.ts';
import {
  BOOL,
  BYTES,
  DECIMAL,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  NULL,
  STRING,
  TIMESTAMP,
  type Type,
} from '../types/type.ts';

export type ArithmeticOp = Extract<BinaryOp, '+' | '-' | '*' | '/' | '%'>;

/** Result of an arithmetic operator, or `null` if it does not take these. */
export function arithmetic(op: ArithmeticOp, left: Type, right: Type): Type | null {
  if (isUnknown(left) || isUnknown(right)) return partlyKnown(op, isUnknown(left) ? right : left);
  if (isNumber(left) && isNumber(right)) {
    if (op === '/') return DOUBLE;
    if (left.kind === 'int' && right.kind === 'int') return INT;
    return op === '%' ? null : DOUBLE;
  }
  if (left.kind === 'decimal' || right.kind === 'decimal') {
    const fits = (type: Type) => type.kind === 'decimal' || type.kind === 'int';
    return op !== '%' && fits(left) && fits(right) ? DECIMAL : null;
  }
  if (op === '+') return sum(left, right);
  if (op !== '-') return null;
  if (left.kind === 'timestamp' && right.kind === 'duration') return TIMESTAMP;
  if (left.kind === 'duration' && right.kind === 'duration') return DURATION;
  return left.kind === 'timestamp' && right.kind === 'timestamp' ? DURATION : null;
}

/** One side is unknown: the other still says what can come out, or that nothing can. */
function partlyKnown(op: ArithmeticOp, known: Type): Type | null {
  if (isUnknown(known) || isNumber(known) || known.kind === 'union') return DYN;
  if (known.kind === 'decimal') return op === '%' ? null : DECIMAL;
  if (op === '+')
    return ['string', 'bytes', 'list'].includes(known.kind) ? sum(known, known) : isTime(known) ? DYN : null;
  return op === '-' && isTime(known) ? DYN : null;
}

function sum(left: Type, right: Type): Type | null {
  if (left.kind === 'string' && right.kind === 'string') return STRING;
  if (left.kind === 'bytes' && right.kind === 'bytes') return BYTES;
  if (left.kind === 'list' && right.kind === 'list') return listOf(unionOf([left.item, right.item]));
  if (left.kind === 'duration' && right.kind === 'timestamp') return TIMESTAMP;
  if (left.kind === 'timestamp' && right.kind === 'duration') return TIMESTAMP;
  return left.kind === 'duration' && right.kind === 'duration' ? DURATION : null;
}

function isUnknown(type: Type): boolean {
  return type.kind === 'dyn' || type.kind === 'error';
}

function isNumber(type: Type): boolean {
  return type.kind === 'int' || type.kind === 'double';
}

function isTime(type: Type): boolean {
  return type.kind === 'timestamp' || type.kind === 'duration';
}

/** Whether values of a type have an order. */
export function isOrdered(type: Type): boolean {
  if (type.kind === 'union') return type.of.every(isOrdered);
  return ['int', 'double', 'decimal', 'string', 'bool', 'timestamp', 'duration', 'bytes', 'dyn', 'error'].includes(
    type.kind,
  );
}

export function literalType(tree: Extract<Tree, { kind: 'literal' }>): Type {
  if (tree.value === null) return NULL;
  if (typeof tree.value === 'boolean') return BOOL;
  if (typeof tree.value === 'string') return { kind: 'string', values: [tree.value] };
  return tree.number === 'double' ? DOUBLE : INT;
}

/** Types of key and value of what a comprehension goes through; `null` if it cannot. With one name an object gives its keys. */
export function rangeTypes(range: Type, both: boolean): { key: Type; value: Type } | null {
  switch (range.kind) {
    case 'list':
      return { key: INT, value: range.item };
    case 'map':
      return { key: range.key ?? STRING, value: both ? range.value : (range.key ?? STRING) };
    case 'record':
      return { key: STRING, value: both ? unionOf(Object.values(range.fields).map((field) => field.type)) : STRING };
    case 'union': {
      const parts = range.of.map((part) => rangeTypes(part, both));
      if (parts.some((part) => part === null)) return null;
      return {
        key: unionOf(parts.map((part) => part?.key ?? DYN)),
        value: unionOf(parts.map((part) => part?.value ?? DYN)),
      };
    }
    case 'dyn':
    case 'error':
      return { key: DYN, value: DYN };
    default:
      return null;
  }
}

/** Beside an instant or a duration, a text whose schema says that it is one counts as one. */
export function asTimes(left: Type, right: Type): [Type, Type] {
  return [isTime(right) ? asTime(left) : left, isTime(left) ? asTime(right) : right];
}

/** The type of time that a text's format says, or the type itself. */
export function asTime(type: Type): Type {
  if (type.kind !== 'string' || type.format === undefined) return type;
  return type.format === 'duration' ? DURATION : TIMESTAMP;
}
