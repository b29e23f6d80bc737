import { type Diagnostic, diagnostic } from '@omniroute/errors';
import type { Drawing } from './drawing.ts';
import type { Together } from './together.ts';
import { reachableFrom } from './ways.ts';

/** Two steps that give the run's output and can both be reached in one run by branches that run together (OR3010). */
export function checkOutputs(
  drawing: Drawing,
  order: readonly string[],
  together: Together,
  findings: Diagnostic[],
): void {
  const giving = order.flatMap((id) => {
    const place = drawing.places.get(id);
    return place?.known != null && (place.known.kind.gives?.(place.known.config) ?? null) !== null ? [place] : [];
  });
  for (const [index, second] of giving.entries()) {
    const first = giving.slice(0, index).find(({ node }) => together.has(node.id, second.node.id, null));
    if (first === undefined) continue;
    const fork = order.findLast((id) => {
      const reach = drawing.places.get(id)?.known?.kind.role === 'split' ? reachableFrom(drawing, [id]) : null;
      return reach?.has(first.node.id) && reach.has(second.node.id);
    });
    findings.push(
      diagnostic('OR3010', {
        pointer: second.pointer,
        node_id: second.node.id,
        facts: { node: first.node.id, other: second.node.id },
        path: [fork, first.node.id, second.node.id].flatMap((node) => (node === undefined ? [] : [{ node }])),
      }),
    );
  }
}
