import { type Diagnostic, diagnostic, type Span } from '@omniroute/errors';
import { nextToken } from './lex.ts';
import type { Token } from './token.ts';
import type { Tree } from './tree.ts';

/** How tall a tree may be, and how deep one part may be nested while it is read: below the stack of the smallest host. */
const MAX_HEIGHT = 250;
const MAX_NESTING = 200;
const MAX_NODES = 10_000;

/** Stands at a token of a source; collects what is wrong, and keeps the tree within its limits. */
export class Cursor {
  readonly diagnostics: Diagnostic[] = [];
  protected token: Token;
  /** Where the token before ended. */
  protected last: number;
  protected readonly source: string;
  private readonly heights = new Map<Tree, number>();
  private nesting = 0;
  private nodes = 0;

  constructor(source: string, start: number) {
    this.source = source;
    this.last = start;
    this.token = nextToken(source, start);
  }

  /** The token under the cursor; a call, so that the type checker forgets what it knew before `advance`. */
  protected peek(): Token {
    return this.token;
  }

  protected isOp(text: string): boolean {
    return this.token.kind === 'op' && this.token.text === text;
  }

  protected advance(): void {
    this.last = this.token.span[1];
    this.token = nextToken(this.source, this.last);
  }

  protected expect(text: string): void {
    if (this.isOp(text)) this.advance();
    else this.complain(`"${text}" is missing`, this.token.span);
  }

  /** Passes an operator if it stands here. */
  protected accept(text: string): boolean {
    if (!this.isOp(text)) return false;
    this.advance();
    return true;
  }

  /** One complaint a reading: what follows a first fault is mostly its consequence. */
  protected complain(problem: string, span: Span): void {
    if (this.diagnostics.length === 0)
      this.diagnostics.push(diagnostic('OR4001', { pointer: '', span, facts: { problem } }));
  }

  protected nested(read: () => Tree): Tree {
    this.nesting += 1;
    try {
      return this.nesting <= MAX_NESTING
        ? read()
        : this.giveUp(`it is nested more than ${MAX_NESTING} deep`, this.token.span);
    } finally {
      this.nesting -= 1;
    }
  }

  /** Takes a part that has just been read, unless the tree grows too tall or too large with it. */
  protected made(tree: Tree, ...parts: readonly Tree[]): Tree {
    this.nodes += 1;
    const height = 1 + parts.reduce((tallest, part) => Math.max(tallest, this.heights.get(part) ?? 0), 0);
    if (height > MAX_HEIGHT) return this.giveUp(`it is nested more than ${MAX_HEIGHT} deep`, tree.span);
    if (this.nodes > MAX_NODES) return this.giveUp(`it has more than ${MAX_NODES} parts`, tree.span);
    this.heights.set(tree, height);
    return tree;
  }

  /** Reading ends here: the part is left out, and so is the rest of the source. */
  private giveUp(problem: string, span: Span): Tree {
    if (this.diagnostics.length === 0)
      this.diagnostics.push(diagnostic('OR4014', { pointer: '', span, facts: { problem } }));
    this.last = this.source.length;
    this.token = { kind: 'end', span: [this.last, this.last] };
    return { kind: 'missing', span };
  }
}
