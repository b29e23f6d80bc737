import { recordOf, STRING, type Type } from '@omniroute/expressions';
import type { Drawing } from '../graph/drawing.ts';
import { isVisible } from './where.ts';

/** Addresses that a step can hand out: those of the steps with a callback in its container or further out. */
export function callbacksAt(drawing: Drawing, step: string): Type {
  const found: Record<string, Type> = {};
  for (const { known, node } of drawing.places.values())
    if (known?.kind.callback?.(known.config) === true && isVisible(drawing, node.id, step))
      found[node.id] = recordOf({ url: STRING }, `callback.${node.id}`);
  return recordOf(found, 'callback');
}
