import { assertNever } from '@omniroute/errors';
import { isIdentPart, isIdentStart } from './characters.ts';
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
      // A minus before a number would be read as part of the number.
      return wrap(
        `${tree.op}${tree.op === '-' && tree.operand.kind === 'literal' ? `(${write(tree.operand, 0)})` : write(tree.operand, 6)}`,
        strength > 6,
      );
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

function fieldName(name: string): string {
  const plain = name !== '' && isIdentStart(name[0] as string) && [...name].every(isIdentPart);
  return plain ? name : `\`${name}\``;
}

/** JSON's escapes are all CEL's, but for the slash that JSON never writes. */
function quote(text: string): string {
  return JSON.stringify(text);
}

function wrap(text: string, needed: boolean): string {
  return needed ? `(${text})` : text;
}
