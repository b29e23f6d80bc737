import { type Diagnostic, diagnostic, type Span } from '@omniroute/errors';
import { nextToken } from './lex.ts';
import type { Token } from './token.ts';
import { type BinaryOp, PRECEDENCE, type Tree } from './tree.ts';

/** What reading gave: always a tree, and what was wrong. */
export interface Parsed {
  readonly tree: Tree;
  readonly diagnostics: readonly Diagnostic[];
  /** Where reading stopped. */
  readonly end: number;
}

const MAX_DEPTH = 200;
const MAX_NODES = 10_000;
const MAX_LENGTH = 32_768;
const RESERVED = new Set([
  'as',
  'break',
  'const',
  'continue',
  'else',
  'for',
  'function',
  'if',
  'import',
  'let',
  'package',
  'namespace',
  'return',
  'var',
  'void',
  'while',
]);

/** Reads a whole expression. */
export function parse(source: string): Parsed {
  if (source.length > MAX_LENGTH) {
    const problem = `it has ${source.length} characters, at most ${MAX_LENGTH} are read`;
    return {
      tree: { kind: 'missing', span: [0, source.length] },
      diagnostics: [diagnostic('OR4014', { pointer: '', facts: { problem } })],
      end: source.length,
    };
  }
  const parser = new Parser(source, 0);
  const tree = parser.expression();
  parser.finish();
  return { tree, diagnostics: parser.diagnostics, end: parser.end };
}

/** Reads an expression from `start` up to its closing brace: the way templates are read. `end` is where the brace stands. */
export function parseUntilBrace(source: string, start: number): Parsed {
  const parser = new Parser(source, start);
  const tree = parser.expression();
  parser.expectBrace();
  return { tree, diagnostics: parser.diagnostics, end: parser.end };
}

class Parser {
  readonly diagnostics: Diagnostic[] = [];
  end: number;
  private readonly source: string;
  private token: Token;
  private last: number;
  private depth = 0;
  private nodes = 0;

  constructor(source: string, start: number) {
    this.source = source;
    this.end = start;
    this.last = start;
    this.token = nextToken(source, start);
  }

  expression(): Tree {
    const test = this.binary(1);
    if (!this.isOp('?')) return test;
    this.advance();
    const then = this.nested(() => this.binary(1));
    this.expect(':');
    const otherwise = this.nested(() => this.expression());
    return { kind: 'conditional', test, then, otherwise, span: join(test, otherwise) };
  }

  /** Nothing may follow the expression. */
  finish(): void {
    if (this.token.kind !== 'end') this.complain('nothing may follow here', this.token.span);
    this.end = this.token.span[0];
  }

  /** The closing brace of a template must follow. */
  expectBrace(): void {
    while (this.token.kind !== 'end' && !this.isOp('}')) {
      this.complain('nothing may follow here', this.token.span);
      this.advance();
    }
    if (this.token.kind === 'end') this.complain('the closing } is missing', this.token.span);
    this.end = this.token.span[0];
  }

  private binary(weakest: number): Tree {
    let left = this.unary();
    for (;;) {
      const op = this.binaryOp();
      if (op === null || PRECEDENCE[op] < weakest) return left;
      this.advance();
      const right = this.nested(() => this.binary(PRECEDENCE[op] + 1));
      left = this.count({ kind: 'binary', op, left, right, span: join(left, right) });
    }
  }

  private binaryOp(): BinaryOp | null {
    if (this.token.kind === 'ident' && this.token.text === 'in') return 'in';
    if (this.token.kind !== 'op') return null;
    return Object.hasOwn(PRECEDENCE, this.token.text) ? (this.token.text as BinaryOp) : null;
  }

  private unary(): Tree {
    if (this.token.kind === 'op' && (this.token.text === '!' || this.token.text === '-')) {
      const op = this.token.text;
      const start = this.token.span[0];
      this.advance();
      const next = this.peek();
      if (op === '-' && (next.kind === 'int' || next.kind === 'float') && next.span[0] === start + 1) {
        return this.postfix(this.numberLiteral(next, -1, start));
      }
      const operand = this.nested(() => this.unary());
      return this.count({ kind: 'unary', op, operand, span: [start, operand.span[1]] });
    }
    return this.postfix(this.primary());
  }

  private postfix(start: Tree): Tree {
    let tree = start;
    for (;;) {
      if (this.isOp('.')) tree = this.member(tree);
      else if (this.isOp('[')) tree = this.index(tree);
      else return tree;
    }
  }

  private member(operand: Tree): Tree {
    this.advance();
    let optional = false;
    if (this.isOp('?')) {
      optional = true;
      this.advance();
    }
    const name = this.token;
    if (name.kind !== 'ident') {
      this.complain('a name must follow the point', name.span);
      return {
        kind: 'select',
        operand,
        field: '',
        optional,
        fieldSpan: [this.last, this.last],
        span: [operand.span[0], this.last],
      };
    }
    this.advance();
    const field = name.text.startsWith('`') ? name.text.slice(1, -1) : name.text;
    if (!optional && this.isOp('(')) {
      const args = this.args();
      return this.count({
        kind: 'call',
        target: operand,
        name: field,
        args,
        nameSpan: name.span,
        span: [operand.span[0], this.last],
      });
    }
    return this.count({
      kind: 'select',
      operand,
      field,
      optional,
      fieldSpan: name.span,
      span: [operand.span[0], name.span[1]],
    });
  }

  private index(operand: Tree): Tree {
    this.advance();
    let optional = false;
    if (this.isOp('?')) {
      optional = true;
      this.advance();
    }
    const index = this.nested(() => this.expression());
    this.expect(']');
    return this.count({ kind: 'index', operand, index, optional, span: [operand.span[0], this.last] });
  }

  private primary(): Tree {
    const { token } = this;
    switch (token.kind) {
      case 'int':
      case 'float':
        return this.numberLiteral(token, 1, token.span[0]);
      case 'uint':
        this.advance();
        this.complain('numbers without sign (u) are not part of the language', token.span);
        return { kind: 'missing', span: token.span };
      case 'string':
        this.advance();
        return this.count({ kind: 'literal', value: token.value, span: token.span });
      case 'bytes':
        this.advance();
        return this.count({ kind: 'bytes', value: token.value, span: token.span });
      case 'ident':
        return this.identOrCall(token.text, token.span);
      case 'op':
        if (token.text === '(') return this.group();
        if (token.text === '[') return this.list();
        if (token.text === '{') return this.map();
        if (token.text === '.') {
          this.advance();
          return this.primary();
        }
        break;
      case 'bad':
        this.advance();
        this.complain(token.problem, token.span);
        return { kind: 'missing', span: token.span };
      case 'end':
        break;
    }
    this.complain(token.kind === 'end' ? 'the expression is not complete' : 'a value is missing here', token.span);
    return { kind: 'missing', span: [this.last, Math.max(this.last, token.span[0])] };
  }

  private identOrCall(text: string, span: Span): Tree {
    this.advance();
    if (text === 'true' || text === 'false') return this.count({ kind: 'literal', value: text === 'true', span });
    if (text === 'null') return this.count({ kind: 'literal', value: null, span });
    if (RESERVED.has(text) || text === 'in') this.complain(`"${text}" is a reserved word`, span);
    if (this.isOp('(')) {
      const args = this.args();
      return this.count({ kind: 'call', target: null, name: text, args, nameSpan: span, span: [span[0], this.last] });
    }
    return this.count({ kind: 'ident', name: text, span });
  }

  private numberLiteral(token: { kind: 'int' | 'float'; text: string; span: Span }, sign: 1 | -1, start: number): Tree {
    this.advance();
    const span: Span = [start, token.span[1]];
    const value = sign * Number(token.text);
    if (token.kind === 'int' && !Number.isSafeInteger(value))
      this.diagnostics.push(diagnostic('OR4016', { pointer: '', span }));
    return this.count({
      kind: 'literal',
      value: value === 0 ? 0 : value,
      number: token.kind === 'int' ? 'int' : 'double',
      span,
    });
  }

  private group(): Tree {
    this.advance();
    const inner = this.nested(() => this.expression());
    this.expect(')');
    return inner;
  }

  private args(): Tree[] {
    this.advance();
    const args: Tree[] = [];
    while (!this.isOp(')') && this.token.kind !== 'end') {
      args.push(this.nested(() => this.expression()));
      if (!this.isOp(',')) break;
      this.advance();
    }
    this.expect(')');
    return args;
  }

  private list(): Tree {
    const start = this.token.span[0];
    this.advance();
    const items: { value: Tree; optional: boolean }[] = [];
    while (!this.isOp(']') && this.token.kind !== 'end') {
      const optional = this.optionalMark();
      items.push({ value: this.nested(() => this.expression()), optional });
      if (!this.isOp(',')) break;
      this.advance();
    }
    this.expect(']');
    return this.count({ kind: 'list', items, span: [start, this.last] });
  }

  private map(): Tree {
    const start = this.token.span[0];
    this.advance();
    const entries: { key: Tree; value: Tree; optional: boolean }[] = [];
    while (!this.isOp('}') && this.token.kind !== 'end') {
      const optional = this.optionalMark();
      const key = this.nested(() => this.expression());
      this.expect(':');
      entries.push({ key, value: this.nested(() => this.expression()), optional });
      if (!this.isOp(',')) break;
      this.advance();
    }
    this.expect('}');
    return this.count({ kind: 'map', entries, span: [start, this.last] });
  }

  private optionalMark(): boolean {
    if (!this.isOp('?')) return false;
    this.advance();
    return true;
  }

  /** The token under the cursor; a call, so that the compiler forgets what it knew before `advance`. */
  private peek(): Token {
    return this.token;
  }

  private isOp(text: string): boolean {
    return this.token.kind === 'op' && this.token.text === text;
  }

  private advance(): void {
    this.last = this.token.span[1];
    this.token = nextToken(this.source, this.last);
  }

  private expect(text: string): void {
    if (this.isOp(text)) this.advance();
    else this.complain(`"${text}" is missing`, this.token.span);
  }

  /** One complaint a reading: what follows a first fault is mostly its consequence. */
  private complain(problem: string, span: Span): void {
    if (this.diagnostics.length === 0)
      this.diagnostics.push(diagnostic('OR4001', { pointer: '', span, facts: { problem } }));
  }

  /** Guards the stack of every host, the browser's and the isolate's too. */
  private nested(read: () => Tree): Tree {
    this.depth += 1;
    try {
      if (this.depth <= MAX_DEPTH) return read();
      const { span } = this.token;
      if (this.diagnostics.length === 0) {
        this.diagnostics.push(
          diagnostic('OR4014', { pointer: '', span, facts: { problem: `it is nested more than ${MAX_DEPTH} deep` } }),
        );
      }
      this.last = this.source.length;
      this.token = { kind: 'end', span: [this.last, this.last] };
      return { kind: 'missing', span };
    } finally {
      this.depth -= 1;
    }
  }

  private count(tree: Tree): Tree {
    this.nodes += 1;
    if (this.nodes === MAX_NODES + 1) {
      this.diagnostics.push(
        diagnostic('OR4014', {
          pointer: '',
          span: tree.span,
          facts: { problem: `it has more than ${MAX_NODES} parts` },
        }),
      );
    }
    return tree;
  }
}

function join(a: Tree, b: Tree): Span {
  return [a.span[0], b.span[1]];
}
