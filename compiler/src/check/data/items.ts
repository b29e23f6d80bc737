import { DYN, ERROR, INT, listOf, recordOf, type Type, unionOf } from '@omniroute/expressions';
import type { Drawing } from '../graph/drawing.ts';
import { containersOf, type Where } from './where.ts';

/** What one turn of each loop has as `item`, as far as it is known. */
export type Items = ReadonlyMap<string, Type>;

/** `item`, `index` and `loop.<id>` at a place. The innermost loop has the short names, both of them. */
export function itemNames(items: Items, drawing: Drawing, where: Where): Readonly<Record<string, Type>> {
  const loops: Record<string, Type> = {};
  let short: Record<string, Type> | null = null;
  for (const container of containersOf(drawing, where)) {
    const known = drawing.places.get(container)?.known ?? null;
    const body = known?.kind.body?.(known.config);
    // Of a container whose settings are not usable nobody knows whether it turns.
    const turns = known === null || body === undefined || body.index || body.item !== null;
    if (!turns) continue;
    const names: Record<string, Type> = {
      ...(body === undefined || body.index ? { index: INT } : {}),
      ...(body === undefined || body.item !== null ? { item: items.get(container) ?? DYN } : {}),
    };
    loops[container] = recordOf(names, `loop.${container}`);
    short ??= names;
  }
  return short === null ? {} : { ...short, loop: recordOf(loops, 'loops') };
}

/** An item of a list of this type; where batches are taken, a list of them. */
export function itemOf(list: Type, batched: boolean): Type {
  const item = elementOf(list);
  return batched ? listOf(item) : item;
}

function elementOf(type: Type): Type {
  switch (type.kind) {
    case 'list':
      return type.item;
    case 'union':
      return unionOf(type.of.map(elementOf));
    case 'dyn':
      return DYN;
    default:
      return ERROR;
  }
}
