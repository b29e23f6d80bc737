import type { Edge } from '@omniroute/dsl';
import type { GraphView } from '@omniroute/shared-doc';

let _last: { readonly edges: unknown; readonly index: ReadonlyMap<string, readonly Edge[]> } | null = null;

/** Connections by the port they leave, worked out once for each change of them. */
export function edgesByPort(view: GraphView): ReadonlyMap<string, readonly Edge[]> {
  if (_last?.edges === view.edges) return _last.index;
  const index = new Map<string, Edge[]>();
  for (const edge of view.edges.values()) {
    const key = `${edge.source}:${edge.source_handle ?? 'out'}`;
    const there = index.get(key);
    if (there === undefined) index.set(key, [edge]);
    else there.push(edge);
  }
  _last = { edges: view.edges, index };
  return index;
}
