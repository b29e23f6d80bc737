import type { Span } from '@omniroute/errors';
import type { BinaryOp } from '../syntax/tree.ts';

/**
 * Compiled form: JSON, part of the plan, covered by its hash. Each node begins with its op and its span; names of the
 * outside are `root`, names bound inside are numbered slots.
 */
export type Code =
  | readonly ['lit', number, number, null | boolean | number | string]
  | readonly ['bytes', number, number, readonly number[]]
  | readonly ['root', number, number, string]
  | readonly ['var', number, number, number]
  | readonly ['get' | 'opt' | 'has', number, number, Code, string]
  | readonly ['at' | 'optat', number, number, Code, Code]
  | readonly ['not' | 'neg', number, number, Code]
  | readonly ['and' | 'or', number, number, Code, Code]
  /** A type as a value: `int`, `string`. */
  | readonly ['type', number, number, string]
  /** The type of a number that the checker knows to be a double, whole or not. */
  | readonly ['isdouble', number, number, Code]
  | readonly ['bin', number, number, Operation, Code, Code]
  | readonly ['if', number, number, Code, Code, Code]
  | readonly ['list', number, number, readonly (readonly [Code, 0 | 1])[]]
  | readonly ['map', number, number, readonly (readonly [Code, Code, 0 | 1])[]]
  | readonly ['call', number, number, 'global' | 'member', string, readonly Code[]]
  /** Comprehension: what it gives, the range, two slots (key or index, value; -1 unused), condition or null, body. */
  | readonly ['loop', number, number, Loop, Code, number, number, Code | null, Code]
  | readonly ['bind', number, number, number, Code, Code]
  | readonly ['optmap', number, number, number, Code, Code, 0 | 1]
  /** Text with values in it: parts are written as `string()` does. */
  | readonly ['text', number, number, readonly Code[]];

/** Operators of two values; those ending in `i` are of whole numbers and stay exact. */
export type Operation = Exclude<BinaryOp, '&&' | '||'> | '+i' | '-i' | '*i' | '/i';

export type Loop = 'all' | 'exists' | 'one' | 'filter' | 'map' | 'transformMap' | 'transformMapEntry';

/** A walk through a list or an object, with names for what it meets. */
export type Comprehension = Extract<Code, readonly ['loop', ...unknown[]]>;

export function isComprehension(code: Code): code is Comprehension {
  return code[0] === 'loop';
}

/** The span of a code node. */
export function spanOf(code: Code): Span {
  return [code[1], code[2]];
}
