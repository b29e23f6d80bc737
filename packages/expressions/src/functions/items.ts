import { DYN, type Type } from '../types/type.ts';

type Kinds = readonly Type['kind'][];

const UNKNOWN: Kinds = ['dyn', 'error'];
export const NUMBERS: Kinds = ['int', 'double', 'decimal'];
/** Kinds of values that have an order. */
export const ORDERED: Kinds = [...NUMBERS, 'string', 'bool', 'timestamp', 'duration', 'bytes'];

/** A result worked out from the items of a list, where all of them are of these kinds; another list is not taken. */
export function fromItems(kinds: Kinds, result: (item: Type) => Type) {
  return ([list]: readonly Type[]): Type | null => {
    if (list?.kind !== 'list') return result(DYN);
    const parts = list.item.kind === 'union' ? list.item.of : [list.item];
    return parts.every(({ kind }) => kinds.includes(kind) || UNKNOWN.includes(kind)) ? result(list.item) : null;
  };
}
