import { isObject } from '@omniroute/primitives';
import type { Keep } from './ops.ts';

/** How many of the values that a schema describes are kept, of how many. */
export interface KeptShare {
  readonly kept: number;
  readonly of: number;
}

const NONE: KeptShare = { kept: 0, of: 1 };
const ONE: KeptShare = { kept: 1, of: 1 };

/**
 * What a projection keeps of an output, counted in the innermost values that its schema describes; what a schema leaves open
 * counts as one. `undefined`: not kept at all.
 */
export function keptShare(schema: unknown, keep: Keep | undefined): KeptShare {
  const { properties, items } = isObject(schema) ? schema : {};
  if (isObject(properties) && Object.keys(properties).length > 0)
    return Object.entries(properties)
      .map(([name, part]) => keptShare(part, below(keep, name)))
      .reduce((sum, part) => ({ kept: sum.kept + part.kept, of: sum.of + part.of }));
  if (isObject(items)) return keptShare(items, keep == null ? keep : keep.each);
  if (keep === undefined) return NONE;
  // An open object of which only some fields are kept counts as kept: nobody can say how much of it that is.
  return isEmptied(schema, keep) ? NONE : ONE;
}

function below(keep: Keep | undefined, name: string): Keep | undefined {
  if (keep == null) return keep;
  return keep.fields !== undefined && Object.hasOwn(keep.fields, name) ? keep.fields[name] : keep.each;
}

/** Whether nothing is left of an object or a list of which nothing is described. */
function isEmptied(schema: unknown, keep: Keep): boolean {
  if (keep === null || keep.fields !== undefined || keep.each !== undefined) return false;
  const type = isObject(schema) ? schema.type : undefined;
  return type === undefined || type === 'object' || type === 'array';
}
