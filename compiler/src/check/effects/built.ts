import { type Diagnostic, diagnostic } from '@omniroute/errors';
import type { Drawing } from '../graph/drawing.ts';

/** Steps of kinds whose activity comes later (OR6003). What is switched off is never run. */
export function checkBuilt({ places }: Drawing, findings: Diagnostic[]): void {
  for (const { known, node, pointer } of places.values()) {
    if (known?.kind.activity?.built !== false || node.disabled === true) continue;
    findings.push(
      diagnostic('OR6003', { pointer: `${pointer}/type`, node_id: node.id, facts: { name: known.kind.type } }),
    );
  }
}
