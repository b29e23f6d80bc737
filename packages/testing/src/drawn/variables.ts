import type { Drawing, DrawnVariable } from './drawing.ts';
import { fitting } from './replies.ts';
import { type Schema, type Sort, schemaOf } from './schemas.ts';

const KINDS: readonly Sort[] = ['whole', 'text', 'flag', 'wholes', 'number'];

/** A variable that can be written here: one that is there, or a new one. Seldom any that there is. */
export function variableFor(drawing: Drawing): DrawnVariable {
  const { random, variables, around } = drawing;
  if (variables.length > 0 && random.chance(0.04)) return random.pick(variables);
  const writable = variables.filter((variable) => isWritable(variable, drawing));
  if (writable.length > 0 && random.chance(0.6)) return random.pick(writable);
  const merged = around.regions.length > 0 && random.chance(0.4);
  return declare(drawing, merged);
}

function isWritable({ regions, merge, scope }: DrawnVariable, { around, nodes }: Drawing): boolean {
  const inside = scope === undefined || parentsOf(around.parent, nodes).includes(scope);
  const shared = regions.every((region, index) => around.regions[index] === region);
  return inside && shared && (regions.length === around.regions.length || merge !== undefined);
}

/** The containers around a place. */
export function parentsOf(
  parent: string | undefined,
  nodes: readonly { readonly id: string; parent?: string }[],
): readonly string[] {
  const found: string[] = [];
  for (let at = parent; at !== undefined; at = nodes.find(({ id }) => id === at)?.parent) found.push(at);
  return found;
}

/** What is doubled turn after turn would grow without end. */
function boundsOf(sort: Sort, narrow: boolean): Schema {
  if (sort === 'text') return { maxLength: 60 };
  if (sort === 'wholes') return { maxItems: 12 };
  return sort === 'whole' && narrow ? { minimum: 0 } : {};
}

function declare(drawing: Drawing, merged: boolean): DrawnVariable {
  const { random, variables, around } = drawing;
  const merge = merged ? random.pick(['sum', 'append', 'last', 'max', 'min'] as const) : undefined;
  const sort = merge === undefined || merge === 'last' ? random.pick(KINDS) : merge === 'append' ? 'wholes' : 'whole';
  const schema = { ...schemaOf(sort), ...boundsOf(sort, random.chance(0.15)) };
  const inLoop = around.beside !== undefined && !merged;
  const scope = inLoop ? around.beside : random.chance(0.1) ? around.parent : undefined;
  const made: DrawnVariable = {
    name: `v${variables.length}`,
    schema,
    sort,
    // What branches add to belongs to whatever is around all of them.
    regions: merged && scope === undefined ? [] : around.regions,
    ...(scope === undefined ? {} : { scope }),
    ...(merge === undefined ? {} : { merge }),
    ...(random.chance(0.6) ? { initial: fitting(schema, random) } : {}),
  };
  variables.push(made);
  return made;
}
