import { Declarations, type Variable } from './declare.ts';
import type { Body, Statement } from './statement.ts';
import { indented } from './text.ts';

/** Writes statements out, with what has to be declared. */
export function printed(body: Body, variables: ReadonlyMap<string, Variable>): string {
  return new Printer(new Declarations(body, variables)).body(body);
}

class Printer {
  private readonly declarations: Declarations;

  constructor(declarations: Declarations) {
    this.declarations = declarations;
  }

  body(body: Body): string {
    const lines: string[] = [];
    for (const [index, statement] of body.statements.entries()) {
      lines.push(...this.declarations.at(body, index));
      const text = this.statement(statement);
      if (text !== '') lines.push(text);
    }
    return lines.join('\n');
  }

  private statement(statement: Statement): string {
    const { note, parts, sets, pure } = statement;
    if (sets !== undefined && pure === true && this.declarations.isUnread(statement)) return '';
    const beginning = sets === undefined ? '' : (this.declarations.beginning(statement) ?? '');
    let text = '';
    for (const part of parts) {
      if (typeof part === 'string') text += part;
      else {
        const inside = this.body(part);
        text += inside === '' ? '' : `\n${indented(inside, '  '.repeat(1 + (part.deeper ?? 0)))}\n`;
      }
    }
    // An object that is not kept would be taken for a block.
    const isObject = sets !== undefined && beginning === '' && parts.length === 1 && text.startsWith('{');
    const whole = isObject ? `(${text.slice(0, -1)});` : `${beginning}${text}`;
    return `${note === undefined ? '' : `// ${note}\n`}${whole}`;
  }
}
