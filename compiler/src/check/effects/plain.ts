import { parseTemplate, type Tree } from '@omniroute/expressions';
import { isObject } from '@omniroute/primitives';
import type { Drawing } from '../graph/drawing.ts';

/** Comparing and choosing never fails; sums can grow too large, lists be too short, texts be no numbers. */
const TOTAL: readonly string[] = ['==', '!=', '<', '<=', '>', '>=', '&&', '||'];

/** Whether a text with expressions always has a value: it only compares and chooses among values whose schemas are known. */
export function isPlain(drawing: Drawing, text: string): boolean {
  const template = parseTemplate(text);
  if (template.diagnostics.length > 0) return false;
  if (template.kind === 'literal') return true;
  if (template.kind === 'expression') return isTotal(drawing, template.tree);
  return template.parts.every((part) => typeof part === 'string' || isTotal(drawing, part));
}

function isTotal(drawing: Drawing, tree: Tree): boolean {
  const total = (part: Tree) => isTotal(drawing, part);
  switch (tree.kind) {
    case 'literal':
      return true;
    case 'ident':
      return true;
    case 'select': {
      const path = pathOf(tree);
      return path !== null && isDescribed(drawing, path);
    }
    case 'unary':
      return tree.op === '!' && total(tree.operand);
    case 'binary':
      return TOTAL.includes(tree.op) && total(tree.left) && total(tree.right);
    case 'conditional':
      return [tree.test, tree.then, tree.otherwise].every(total);
    case 'list':
      return tree.items.every(({ value }) => total(value));
    case 'map':
      return tree.entries.every(({ key, value }) => key.kind === 'literal' && total(value));
    case 'call':
      return tree.target === null && tree.name === 'has' && tree.args.every(total);
    default:
      return false;
  }
}

function pathOf(tree: Tree): readonly string[] | null {
  if (tree.kind === 'ident') return [tree.name];
  if (tree.kind !== 'select' || tree.optional) return null;
  const before = pathOf(tree.operand);
  return before === null ? null : [...before, tree.field];
}

/** Whether a schema describes what lies at a path, so that the check of types holds at run time. */
function isDescribed({ service, places }: Drawing, [root, name, ...rest]: readonly string[]): boolean {
  if (name === undefined || root === 'run' || root === 'trigger' || root === 'service' || root === 'tenant')
    return true;
  if (root === 'input') return describes(service.inputs, [name, ...rest]);
  if (root === 'vars') return describes(service.variables?.find((each) => each.name === name)?.schema, rest);
  if (root !== 'nodes') return rest.length === 0;
  const known = places.get(name)?.known;
  const spec = known?.kind.output(known.config) ?? null;
  if (rest.length === 0) return true;
  return spec !== null && 'schema' in spec && describes(spec.schema, rest);
}

function describes(schema: unknown, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return true;
  if (!isObject(schema) || !isObject(schema.properties) || !Object.hasOwn(schema.properties, name)) return false;
  return describes(schema.properties[name], rest);
}
