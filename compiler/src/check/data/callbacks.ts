import { recordOf, STRING, type Type } from '@omniroute/expressions';
import type { Drawing, Place } from '../graph/drawing.ts';
import { isVisible } from './where.ts';

/** Steps that wait for a callback, and those of which nobody knows whether they do. */
export function withCallback({ places }: Drawing): readonly Place[] {
  return [...places.values()].filter(({ known }) => known === null || known.kind.callback?.(known.config) === true);
}

const NONE: readonly string[] = [];

/**
 * Those of them whose address a step can hand out: in its container or further out. When an undo runs the containers around
 * it may be over.
 */
export function callbacksAt(places: readonly Place[], drawing: Drawing, step: string): readonly string[] {
  if (places.length === 0) return NONE;
  const undoes = drawing.undos.has(step);
  return places.flatMap(({ node, parent }) =>
    (undoes ? parent === null : isVisible(drawing, node.id, step)) ? [node.id] : [],
  );
}

/** `callback` where these steps can be answered. */
export function callbackType(steps: readonly string[]): Type {
  const addresses = steps.map((id) => [id, recordOf({ url: STRING }, `callback.${id}`)]);
  return recordOf(Object.fromEntries(addresses), 'callback');
}
