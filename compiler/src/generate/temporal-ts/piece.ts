import type { Type } from '@omniroute/expressions';

/** How tightly parts of an expression hold together, as TypeScript reads them. */
export const LEVEL = {
  primary: 20,
  unary: 15,
  times: 13,
  plus: 12,
  compare: 10,
  equal: 9,
  and: 5,
  or: 4,
  nullish: 3,
  conditional: 2,
  lowest: 1,
} as const;

/** A part of an expression, written. */
export interface Piece {
  readonly text: string;
  readonly level: number;
  readonly type: Type;
  /** It has a value whatever the data are. */
  readonly safe: boolean;
  /** The items of a list that is written out. */
  readonly items?: string;
}

/** A part in brackets if it holds less tightly than its place needs. */
export function at(piece: Piece, level: number): string {
  return piece.level < level ? `(${piece.text})` : piece.text;
}

export function primary(text: string, type: Type, safe: boolean): Piece {
  return { text, level: LEVEL.primary, type, safe };
}
