import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { formatPointer } from '@omniroute/primitives';
import { assignedBy } from '../data/fact-table.ts';
import type { Graph } from '../graph/graph.ts';
import { pairsOf } from '../graph/meeting.ts';

/** Variables that branches write which run together (OR5005). */
export function checkWriters({ drawing, forks }: Graph, findings: Diagnostic[]): void {
  const writers = new Map<string, string[]>();
  for (const place of drawing.places.values())
    for (const variable of assignedBy(place)) writers.set(variable, [...(writers.get(variable) ?? []), place.node.id]);
  for (const [index, { name, merge }] of (drawing.service.variables ?? []).entries()) {
    const writing = writers.get(name) ?? [];
    for (const fork of forks) {
      const pair = pairsOf(fork).find(
        ({ one, other }) => writing.some((id) => one.reach.has(id)) && writing.some((id) => other.reach.has(id)),
      );
      if (pair === undefined) continue;
      const at = {
        pointer: formatPointer(['variables', index]),
        path: [fork.place.node.id, pair.one.arc.target, pair.other.arc.target].map((node) => ({ node })),
      };
      // How contributions merge is part of the language; the regions it happens at the end of are not built.
      findings.push(
        merge === undefined
          ? diagnostic('OR5005', { ...at, facts: { name } })
          : diagnostic('OR6003', { ...at, pointer: `${at.pointer}/merge`, facts: { name: 'merge' } }),
      );
      break;
    }
  }
}
