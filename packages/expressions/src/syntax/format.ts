import { nextToken } from './lex.ts';
import { parse, parseUntilBrace } from './parse.ts';
import type { Token } from './token.ts';

/**
 * Writes an expression in the usual way: spaces around operators, none inside brackets. Words, quotes, parentheses, comments
 * and where lines end stay as they were written, so the meaning cannot change. `null`: it cannot be read.
 */
export function format(source: string): string | null {
  return parse(source).diagnostics.length > 0 ? null : new Formatter(source).written();
}

/** Writes the expressions in a text with `${ … }` in the usual way; `null` if one cannot be read. */
export function formatTemplate(text: string): string | null {
  let out = '';
  let at = 0;
  while (at < text.length) {
    if (text.startsWith('$${', at)) {
      out += '$${';
      at += 3;
    } else if (text.startsWith('${', at)) {
      const { end, diagnostics } = parseUntilBrace(text, at + 2);
      const written = diagnostics.length > 0 ? null : format(text.slice(at + 2, end));
      if (written === null) return null;
      out += written.endsWith('\n') ? `\${ ${written}}` : `\${ ${written} }`;
      at = end + 1;
    } else {
      out += text[at];
      at += 1;
    }
  }
  return out;
}

/** What a token is to the one after it. */
type Role = 'start' | 'operand' | 'name' | 'open' | 'prefix' | 'minus' | 'point' | 'operator' | 'comma';

const PREFIXES = ['!', '-', '?'];

class Formatter {
  private readonly source: string;
  private out = '';
  private role: Role = 'start';
  /** Conditionals that wait for their `:`, in each pair of brackets. */
  private readonly waiting: number[] = [0];

  constructor(source: string) {
    this.source = source;
  }

  written(): string {
    let at = 0;
    for (;;) {
      const token = nextToken(this.source, at);
      const [start, end] = token.span;
      const text = this.source.slice(start, end);
      const role = this.roleOf(token, text);
      this.gap(this.source.slice(at, start), token.kind === 'end' ? '' : this.space(text, role, start > at), text);
      if (token.kind === 'end') return this.out;
      this.out += text;
      this.role = role;
      this.count(text, role);
      at = end;
    }
  }

  /** What stood between two tokens: comments stay, and so does the end of a line. */
  private gap(between: string, space: string, next: string): void {
    const lines = between.split('\n').map((line) => line.trim());
    const last = lines.length - 1;
    const inner = lines.filter((line, at) => line !== '' || at === 0 || at === last);
    if (lines.length === 1 && lines[0] === '') this.out += space;
    else if (lines.length === 1) this.out += `${this.out === '' ? '' : ' '}${lines[0]}\n`;
    else
      inner.forEach((line, at) => {
        if (at === 0) this.out += line === '' ? '' : `${this.out === '' ? '' : ' '}${line}`;
        else if (line !== '') this.out += `${this.newLine('')}${line}`;
        else if (at === inner.length - 1) this.out += this.newLine(next);
      });
  }

  /** The end of a line, and how far the next is set in: by the brackets that are open there. */
  private newLine(next: string): string {
    if (this.out === '') return '';
    const closes = [')', ']', '}'].includes(next) ? 1 : 0;
    return next === '' && this.role !== 'start' && this.out.endsWith('\n')
      ? ''
      : `\n${'  '.repeat(Math.max(0, this.waiting.length - 1 - closes))}`;
  }

  private roleOf(token: Token, text: string): Role {
    if (token.kind === 'end') return 'start';
    if (token.kind === 'ident') return text === 'in' && this.isAfterOperand() ? 'operator' : 'name';
    if (token.kind !== 'op') return 'operand';
    if (['(', '[', '{'].includes(text)) return 'open';
    if ([')', ']', '}'].includes(text)) return 'operand';
    if (text === '.') return 'point';
    if (text === ',') return 'comma';
    if (text === ':' && this.waiting.at(-1) === 0) return 'comma';
    if (PREFIXES.includes(text) && !this.isAfterOperand()) return text === '-' ? 'minus' : 'prefix';
    return 'operator';
  }

  private isAfterOperand(): boolean {
    return this.role === 'operand' || this.role === 'name';
  }

  private space(text: string, role: Role, wasApart: boolean): string {
    switch (this.role) {
      case 'start':
      case 'open':
      case 'point':
      case 'prefix':
        return '';
      case 'minus':
        // `-2` is a number, `- 2` the opposite of one.
        return wasApart && text.charCodeAt(0) < 0x3a && role === 'operand' ? ' ' : '';
      case 'operator':
      case 'comma':
        return [')', ']', '}'].includes(text) ? '' : ' ';
      default:
        return role === 'operator' ? ' ' : '';
    }
  }

  private count(text: string, role: Role): void {
    if (role === 'open') this.waiting.push(0);
    if ([')', ']', '}'].includes(text) && this.waiting.length > 1) this.waiting.pop();
    const change = role !== 'operator' ? 0 : text === '?' ? 1 : text === ':' ? -1 : 0;
    this.waiting.push((this.waiting.pop() ?? 0) + change);
  }
}
