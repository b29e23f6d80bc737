import type { Span } from '@omniroute/errors';

/** A node of the syntax tree. Macros stay as they were written, so that a tree prints as its source. */
export type Tree = { readonly span: Span } & TreeBody;

export type TreeBody =
  | { readonly kind: 'literal'; readonly value: null | boolean | string | number; readonly number?: 'int' | 'double' }
  | { readonly kind: 'bytes'; readonly value: readonly number[] }
  | { readonly kind: 'ident'; readonly name: string }
  /** `a.b`, `a.?b`; `field` is where the name stands. */
  | {
      readonly kind: 'select';
      readonly operand: Tree;
      readonly field: string;
      readonly optional: boolean;
      readonly fieldSpan: Span;
    }
  | { readonly kind: 'index'; readonly operand: Tree; readonly index: Tree; readonly optional: boolean }
  | {
      readonly kind: 'call';
      readonly target: Tree | null;
      readonly name: string;
      readonly args: readonly Tree[];
      readonly nameSpan: Span;
    }
  | { readonly kind: 'unary'; readonly op: '!' | '-'; readonly operand: Tree }
  | { readonly kind: 'binary'; readonly op: BinaryOp; readonly left: Tree; readonly right: Tree }
  | { readonly kind: 'conditional'; readonly test: Tree; readonly then: Tree; readonly otherwise: Tree }
  | { readonly kind: 'list'; readonly items: readonly { readonly value: Tree; readonly optional: boolean }[] }
  | {
      readonly kind: 'map';
      readonly entries: readonly { readonly key: Tree; readonly value: Tree; readonly optional: boolean }[];
    }
  /** What could not be read: the tree stays whole around it. */
  | { readonly kind: 'missing' };

export type BinaryOp = '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | '+' | '-' | '*' | '/' | '%';

/** Binding strength, weakest first. */
export const PRECEDENCE: Readonly<Record<BinaryOp, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  in: 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
};

/** Words that are no names; as names of fields they are fine. CEL reserves `loop` too, which here is the loop around. */
export const RESERVED: readonly string[] = [
  'as',
  'break',
  'const',
  'continue',
  'else',
  'for',
  'function',
  'if',
  'import',
  'in',
  'let',
  'package',
  'namespace',
  'return',
  'var',
  'void',
  'while',
];
