import { type Diagnostic, diagnostic } from '@omniroute/errors';
import type { Drawing } from '../graph/drawing.ts';

/** Parts of the language that nothing carries out yet are refused, never ignored (OR6003). */
export function checkUnbuilt({ places }: Drawing, findings: Diagnostic[]): void {
  for (const { node, pointer } of places.values()) {
    if (!places.has(node.compensate_with ?? '')) continue;
    const facts = { name: 'compensate_with' };
    findings.push(diagnostic('OR6003', { pointer: `${pointer}/compensate_with`, node_id: node.id, facts }));
  }
}
