import { type Diagnostic, diagnostic, type Span } from '@omniroute/errors';
import { Cursor } from './cursor.ts';
import { type BinaryOp, PRECEDENCE, RESERVED, type Tree } from './tree.ts';

/** What reading gave: always a tree, and what was wrong. */
export interface Parsed {
  readonly tree: Tree;
  readonly diagnostics: readonly Diagnostic[];
  /** Where reading stopped. */
  readonly end: number;
}

/** How long a source may be. */
export const MAX_LENGTH = 32_768;

/** Reads a whole expression. */
export function parse(source: string): Parsed {
  if (source.length > MAX_LENGTH) {
    const problem = `it has ${source.length} characters, at most ${MAX_LENGTH} are read`;
    const span: Span = [0, source.length];
    return {
      tree: { kind: 'missing', span },
      diagnostics: [diagnostic('OR4014', { pointer: '', span, facts: { problem } })],
      end: source.length,
    };
  }
  const parser = new Parser(source, 0);
  const tree = parser.expression();
  const end = parser.finish();
  return { tree, diagnostics: parser.diagnostics, end };
}

/** Reads an expression from `start` up to its closing brace: the way templates are read. `end` is where the brace stands. */
export function parseUntilBrace(source: string, start: number): Parsed {
  const parser = new Parser(source, start);
  const tree = parser.expression();
  const end = parser.expectBrace();
  return { tree, diagnostics: parser.diagnostics, end };
}

/** A Pratt parser of CEL's grammar. What cannot be read becomes `missing`, and the tree stays whole around it. */
class Parser extends Cursor {
  expression(): Tree {
    const start = this.token.span[0];
    const test = this.binary(1);
    if (!this.accept('?')) return test;
    const then = this.nested(() => this.binary(1));
    this.expect(':');
    const otherwise = this.nested(() => this.expression());
    return this.made({ kind: 'conditional', test, then, otherwise, span: [start, this.last] }, test, then, otherwise);
  }

  /** Something follows where the expression could have ended. */
  private leftOver(): void {
    const { token } = this;
    const word = token.kind === 'ident' ? token.text.toLowerCase() : '';
    const before = this.source.slice(0, this.last).toLowerCase();
    if (token.kind === 'bad') this.complain(token.problem, token.span);
    else if (word === 'and') this.complain('for "and", write &&', token.span);
    else if (word === 'or') this.complain('for "or", write ||', token.span);
    else if (before.trim() === 'not') this.complain('for "not", write !', [this.last - 3, this.last]);
    else this.complain('nothing may follow here', token.span);
  }

  /** Nothing may follow the expression. */
  finish(): number {
    if (this.token.kind !== 'end') this.leftOver();
    return this.token.span[0];
  }

  /** The closing brace of a template must follow. */
  expectBrace(): number {
    while (this.token.kind !== 'end' && !this.isOp('}')) {
      this.leftOver();
      this.advance();
    }
    if (this.token.kind === 'end') this.complain('the closing } is missing', this.token.span);
    return this.token.span[0];
  }

  private binary(weakest: number): Tree {
    const start = this.token.span[0];
    let left = this.unary();
    for (;;) {
      const op = this.binaryOp();
      if (op === null || PRECEDENCE[op] < weakest) return left;
      this.advance();
      const right = this.nested(() => this.binary(PRECEDENCE[op] + 1));
      left = this.made({ kind: 'binary', op, left, right, span: [start, this.last] }, left, right);
    }
  }

  private binaryOp(): BinaryOp | null {
    const { token } = this;
    if (token.kind === 'ident' && token.text === 'in') return 'in';
    return token.kind === 'op' && Object.hasOwn(PRECEDENCE, token.text) ? (token.text as BinaryOp) : null;
  }

  private unary(): Tree {
    const { token } = this;
    const start = token.span[0];
    if (token.kind !== 'op' || (token.text !== '!' && token.text !== '-')) return this.postfix(this.primary(), start);
    const op = token.text;
    this.advance();
    const next = this.peek();
    if (op === '-' && (next.kind === 'int' || next.kind === 'float') && next.span[0] === start + 1) {
      return this.postfix(this.number(next, -1, start), start);
    }
    const operand = this.nested(() => this.unary());
    return this.made({ kind: 'unary', op, operand, span: [start, this.last] }, operand);
  }

  private postfix(first: Tree, start: number): Tree {
    let tree = first;
    for (;;) {
      if (this.accept('.')) tree = this.member(tree, start);
      else if (this.accept('[')) tree = this.index(tree, start);
      else return tree;
    }
  }

  private member(operand: Tree, start: number): Tree {
    const optional = this.accept('?');
    const name = this.token;
    if (name.kind !== 'ident') {
      this.complain('a name must follow the point', name.span);
      return this.made(
        { kind: 'select', operand, field: '', optional, fieldSpan: [this.last, this.last], span: [start, this.last] },
        operand,
      );
    }
    this.advance();
    const field = name.text.startsWith('`') ? name.text.slice(1, -1) : name.text;
    if (!optional && this.isOp('(')) {
      const args = this.args();
      return this.made(
        { kind: 'call', target: operand, name: field, args, nameSpan: name.span, span: [start, this.last] },
        operand,
        ...args,
      );
    }
    return this.made(
      { kind: 'select', operand, field, optional, fieldSpan: name.span, span: [start, this.last] },
      operand,
    );
  }

  private index(operand: Tree, start: number): Tree {
    const optional = this.accept('?');
    const index = this.nested(() => this.expression());
    this.expect(']');
    return this.made({ kind: 'index', operand, index, optional, span: [start, this.last] }, operand, index);
  }

  private primary(): Tree {
    const { token } = this;
    switch (token.kind) {
      case 'int':
      case 'float':
        return this.number(token, 1, token.span[0]);
      case 'uint':
        this.advance();
        this.complain('numbers without sign (u) are not part of the language', token.span);
        return { kind: 'missing', span: token.span };
      case 'string':
        this.advance();
        return this.made({ kind: 'literal', value: token.value, span: token.span });
      case 'bytes':
        this.advance();
        return this.made({ kind: 'bytes', value: token.value, span: token.span });
      case 'ident':
        return this.name(token.text, token.span);
      case 'op':
        if (token.text === '(') return this.group();
        if (token.text === '[') return this.list();
        if (token.text === '{') return this.map();
        // A point before a name says that it is not one bound inside; there is one scope of names here.
        if (this.accept('.')) return this.nested(() => this.primary());
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

  private name(text: string, span: Span): Tree {
    this.advance();
    if (text === 'true' || text === 'false') return this.made({ kind: 'literal', value: text === 'true', span });
    if (text === 'null') return this.made({ kind: 'literal', value: null, span });
    if (RESERVED.includes(text)) this.complain(`"${text}" is a reserved word`, span);
    if (text.startsWith('`')) this.complain('only the name of a field stands in backticks', span);
    if (!this.isOp('(')) return this.made({ kind: 'ident', name: text, span });
    const args = this.args();
    return this.made(
      { kind: 'call', target: null, name: text, args, nameSpan: span, span: [span[0], this.last] },
      ...args,
    );
  }

  private number(token: { kind: 'int' | 'float'; text: string; span: Span }, sign: 1 | -1, start: number): Tree {
    this.advance();
    const span: Span = [start, token.span[1]];
    const value = sign * Number(token.text);
    if (token.kind === 'int' && !Number.isSafeInteger(value))
      this.diagnostics.push(diagnostic('OR4016', { pointer: '', span }));
    if (token.kind === 'float' && !Number.isFinite(value)) this.complain('the number is too large', span);
    return this.made({
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
    if (!this.isOp(')') && this.token.kind !== 'end') {
      do args.push(this.nested(() => this.expression()));
      while (this.accept(','));
    }
    this.expect(')');
    return args;
  }

  private list(): Tree {
    const start = this.token.span[0];
    this.advance();
    const items: { value: Tree; optional: boolean }[] = [];
    while (!this.isOp(']') && this.token.kind !== 'end') {
      const optional = this.accept('?');
      items.push({ value: this.nested(() => this.expression()), optional });
      if (!this.accept(',')) break;
    }
    this.expect(']');
    return this.made({ kind: 'list', items, span: [start, this.last] }, ...items.map(({ value }) => value));
  }

  private map(): Tree {
    const start = this.token.span[0];
    this.advance();
    const entries: { key: Tree; value: Tree; optional: boolean }[] = [];
    while (!this.isOp('}') && this.token.kind !== 'end') {
      const optional = this.accept('?');
      const key = this.nested(() => this.expression());
      this.expect(':');
      entries.push({ key, value: this.nested(() => this.expression()), optional });
      if (!this.accept(',')) break;
    }
    this.expect('}');
    return this.made(
      { kind: 'map', entries, span: [start, this.last] },
      ...entries.flatMap(({ key, value }) => [key, value]),
    );
  }
}
