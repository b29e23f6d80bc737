import { DYN, ERROR, INT, listOf, recordOf, type Type, unionOf } from '@omniroute/expressions';
import type { Drawing } from '../graph/drawing.ts';
import { containersOf, type Where } from './where.ts';

/** What one turn of each loop has as `item`, as far as it is known. */
export type Items = ReadonlyMap<string, Type>;

/** One turn around a place: whose it is, whether it is counted, and its item if it has one. */
export interface Turn {
  readonly container: string;
  readonly index: boolean;
  readonly item: Type | null;
}

/** The turns around a place, from the inside out. */
export function turnsAround(items: Items, drawing: Drawing, where: Where): readonly Turn[] {
  return containersOf(drawing, where).flatMap((container) => {
    const known = drawing.unclear.has(container) ? null : (drawing.places.get(container)?.known ?? null);
    const body = known?.kind.body?.(known.config);
    // Of a container whose settings are not usable nobody knows whether it turns.
    const index = body === undefined || body.index;
    const item = body === undefined || body.item !== null ? (items.get(container) ?? DYN) : null;
    return index || item !== null ? [{ container, index, item }] : [];
  });
}

/** `item`, `index` and `loop.<id>` inside turns. The innermost has the short names, both of them. */
export function itemNames(turns: readonly Turn[]): Readonly<Record<string, Type>> {
  const named = turns.map(({ container, index, item }) => {
    const names: Record<string, Type> = { ...(index ? { index: INT } : {}), ...(item === null ? {} : { item }) };
    return [container, names] as const;
  });
  const [innermost] = named;
  if (innermost === undefined) return {};
  const loops = named.map(([container, names]) => [container, recordOf(names, `loop.${container}`)]);
  return { ...innermost[1], loop: recordOf(Object.fromEntries(loops), 'loops') };
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
