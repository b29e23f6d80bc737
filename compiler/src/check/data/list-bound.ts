import { parseTemplate, type Tree } from '@omniroute/expressions';
import { getPointer, isObject } from '@omniroute/primitives';
import type { Drawing, Place } from '../graph/drawing.ts';
import { containersOf } from './where.ts';

/** Functions that give at most as many items as they are given. */
const NO_LONGER: readonly string[] = ['filter', 'map', 'sort_by', 'slice', 'distinct', 'reverse', 'transformList'];

/** Whether something says how many items a list of a step has at most: it is written out, or its schema says so. */
export function isBounded(drawing: Drawing, place: Place, at: string): boolean {
  const value = getPointer(place.known?.config, at);
  if (typeof value !== 'string') return Array.isArray(value);
  const schema = listSchema(drawing, place, value);
  return isObject(schema) && typeof schema.maxItems === 'number';
}

/** The schema of the list that a text reads, where it only reads it or makes it no longer. */
function listSchema(drawing: Drawing, place: Place, text: string): unknown {
  const template = parseTemplate(text);
  const path = template.kind === 'expression' ? pathOf(template.tree) : null;
  if (path === null) return undefined;
  const [root, ...names] = path;
  const [name = '', ...rest] = names;
  const { service, places } = drawing;
  switch (root) {
    case 'input':
      return partOf(service.inputs, names);
    case 'vars':
      return partOf(service.variables?.find((each) => each.name === name)?.schema, rest);
    case 'nodes': {
      const known = places.get(name)?.known ?? null;
      const spec = known?.kind.output(known.config) ?? null;
      return spec !== null && 'schema' in spec ? partOf(spec.schema, rest) : undefined;
    }
    case 'item':
      return partOf(itemSchema(drawing, place), names);
    default:
      return undefined;
  }
}

/** The schema of an item of the loop around a step. */
function itemSchema(drawing: Drawing, place: Place): unknown {
  for (const id of containersOf(drawing, place.node.id)) {
    const around = drawing.places.get(id);
    const item = around?.known?.kind.body?.(around.known.config).item ?? null;
    if (around === undefined || item === null) continue;
    const list = getPointer(around.known?.config, item.of);
    const schema = typeof list === 'string' && !item.batched ? listSchema(drawing, around, list) : undefined;
    return isObject(schema) ? schema.items : undefined;
  }
  return undefined;
}

/** The names by which an expression reads a list. */
function pathOf(tree: Tree): readonly string[] | null {
  if (tree.kind === 'ident') return [tree.name];
  if (tree.kind === 'call') {
    const list = tree.target ?? tree.args[0];
    return list !== undefined && NO_LONGER.includes(tree.name) ? pathOf(list) : null;
  }
  if (tree.kind !== 'select') return null;
  const before = pathOf(tree.operand);
  return before === null ? null : [...before, tree.field];
}

function partOf(schema: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) => (isObject(at) && isObject(at.properties) ? at.properties[name] : undefined),
    schema,
  );
}
