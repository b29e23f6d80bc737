import { type Diagnostic, diagnostic } from '@omniroute/errors';
import type { Drawing } from '../graph/drawing.ts';

/** When something counts as done means something only where it is undone (OR6011). */
export function checkUndos({ places }: Drawing, findings: Diagnostic[]): void {
  for (const { node, pointer } of places.values()) {
    if (node.compensate_on === undefined || node.compensate_with !== undefined) continue;
    findings.push(
      diagnostic('OR6011', {
        pointer: `${pointer}/compensate_on`,
        node_id: node.id,
        facts: { field: 'compensate_on', name: 'compensate_with' },
        fix: [{ op: 'update_node', id: node.id, pointer: '/compensate_on' }],
      }),
    );
  }
}
