import { edgeId } from '../document/ids.ts';
import type { Edge } from '../document/service.ts';
import { COLLECTIONS, type Collection } from './operation.ts';

/** A list of a service whose items have names. */
export type List = 'nodes' | 'edges' | Collection;

/** All such lists. */
export const ALL_LISTS = ['nodes', 'edges', ...(Object.keys(COLLECTIONS) as Collection[])] as const;

/** Name of an item of a list: what stays the same when anything else in it changes. */
export function nameOf(list: List, item: unknown): string {
  if (list === 'edges') return edgeId(item as Edge);
  return String((item as Record<string, unknown>)[list === 'nodes' ? 'id' : COLLECTIONS[list]]);
}
