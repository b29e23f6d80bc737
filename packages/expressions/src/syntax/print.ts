import { assertNever } from '@omniroute/errors';
import { isDigit, isIdentPart, isIdentStart } from './characters.ts';
import { PRECEDENCE, type Tree } from './tree.ts';

/** Writes a tree as an expression that parses to the same tree. */
export function print(tree: Tree): string {
  return write(tree, 0);
}

/** `strength`: the weakest binding that needs no parentheses here. 6 is unary, 7 postfix. */
function write(tree: Tree, strength: number): string {
  switch (tree.kind) {
    case 'literal':
      return literal(tree);
    case 'bytes':
      return `b"${tree.value.map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`;
    case 'ident':
      return tree.name;
    case 'select':
      return `${write(tree.operand, 7)}.${tree.optional ? '?' : ''}${fieldName(tree.field)}`;
    case 'index':
      return `${write(tree.operand, 7)}[${tree.optional ? '?' : ''}${write(tree.index, 0)}]`;
    case 'call':
      return `${tree.target === null ? '' : `${write(tree.target, 7)}.`}${tree.name}(${tree.args.map((arg) => write(arg, 0)).join(', ')})`;
    case 'unary':
      return wrap(`${tree.op}${operandOf(tree)}`, strength > 6);
    case 'binary': {
      const own = PRECEDENCE[tree.op];
      return wrap(`${write(tree.left, own)} ${tree.op} ${write(tree.right, own + 1)}`, strength > own);
    }
    case 'conditional':
      return wrap(`${write(tree.test, 1)} ? ${write(tree.then, 1)} : ${write(tree.otherwise, 0)}`, strength > 0);
    case 'list':
      return `[${tree.items.map((item) => `${item.optional ? '?' : ''}${write(item.value, 0)}`).join(', ')}]`;
    case 'map':
      return `{${tree.entries.map((entry) => `${entry.optional ? '?' : ''}${write(entry.key, 0)}: ${write(entry.value, 0)}`).join(', ')}}`;
    case 'missing':
      return '';
    default:
      return assertNever(tree);
  }
}

/** A minus before a digit would be read as part of the number. */
function operandOf(tree: Extract<Tree, { kind: 'unary' }>): string {
  const text = write(tree.operand, 6);
  return wrap(text, tree.op === '-' && isDigit(text[0] ?? ''));
}

function literal(tree: Extract<Tree, { kind: 'literal' }>): string {
  if (typeof tree.value === 'string') return quote(tree.value);
  if (
    typeof tree.value === 'number' &&
    tree.number === 'double' &&
    Number.isInteger(tree.value) &&
    Math.abs(tree.value) < 1e21
  )
    return `${tree.value}.0`;
  return String(tree.value);
}

/** A field's name as it is written after a point. */
export function fieldName(name: string): string {
  const plain = name !== '' && isIdentStart(name[0] as string) && [...name].every(isIdentPart);
  return plain ? name : `\`${name}\``;
}

/** A text in quotes. Half a surrogate pair stays as it is: no escape can write it. */
function quote(text: string): string {
  let out = '"';
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at] as string;
    const unit = text.charCodeAt(at);
    if (c === '"' || c === '\\') out += `\\${c}`;
    else if (unit < 0x20 || unit === 0x7f) out += `\\x${unit.toString(16).padStart(2, '0')}`;
    else out += c;
  }
  return `${out}"`;
}

function wrap(text: string, needed: boolean): string {
  return needed ? `(${text})` : text;
}
