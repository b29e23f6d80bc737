import type { Undo } from '@omniroute/plan';
import type { CheckedService } from '../check/check.ts';
import type { ResolvedNode } from '../resolve/resolved.ts';
import type { Numbering } from './numbering.ts';

/** Names of what belongs to one turn. */
const OF_A_TURN: Readonly<Record<string, true>> = { item: true, index: true, loop: true };

/** The undo of a step, and what its entry remembers of the past. */
export function undoOf(
  { node, kind, config }: ResolvedNode,
  { data, graph }: CheckedService,
  { nodes }: Numbering,
): Undo | null {
  const undo = node.compensate_with;
  const number = undo === undefined ? undefined : nodes.get(undo);
  const place = undo === undefined ? undefined : graph.drawing.places.get(undo);
  if (number === undefined || place === undefined) return null;
  const doubtful = kind.activity !== undefined && kind.effects(config).length > 0;
  const names = new Set<string>();
  let item = false;
  for (const [pointer, reads] of data.reads) {
    if (!pointer.startsWith(`${place.pointer}/`)) continue;
    for (const { path } of reads) {
      if (path[0] !== undefined && Object.hasOwn(OF_A_TURN, path[0])) item = true;
      if (path[0] !== 'nodes') continue;
      // A name that is worked out can be that of any step.
      for (const name of path[1] === undefined ? graph.order : [path[1]]) names.add(name);
    }
  }
  return {
    node: number,
    on: node.compensate_on ?? (doubtful ? 'attempted' : 'completed'),
    reads: { nodes: [...names].sort(), item },
  };
}
