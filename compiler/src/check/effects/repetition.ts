import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { containersOf } from '../data/where.ts';
import type { Graph } from '../graph/graph.ts';
import { effectOf } from './effect.ts';

/** What may be repeated and is not, what is and may not be (LANGUAGE.md section 7), by itself or with its container. */
export function checkRepetition({ drawing }: Graph, findings: Diagnostic[]): void {
  for (const place of drawing.places.values()) {
    const { known, node, pointer } = place;
    const activity = effectOf(place);
    if (known === null || activity === null || node.disabled === true) continue;
    const policy = activity.recommended.retry_policy;
    const at = { node_id: node.id, facts: { node: node.id } };
    if (activity.idempotency(known.config) !== 'none') {
      if (policy === undefined || node.retry_policy !== undefined) continue;
      const fix = [{ op: 'update_node', id: node.id, pointer: '/retry_policy', value: policy }];
      findings.push(diagnostic('OR5001', { ...at, pointer, fix }));
      continue;
    }
    if (node.retry_policy !== undefined) {
      const fix = [{ op: 'update_node', id: node.id, pointer: '/retry_policy' }];
      findings.push(diagnostic('OR5002', { ...at, pointer: `${pointer}/retry_policy`, fix }));
    }
    const retried = containersOf(drawing, node.id).find(
      (container) => drawing.places.get(container)?.node.retry_policy !== undefined,
    );
    if (retried !== undefined)
      findings.push(diagnostic('OR5012', { ...at, pointer, facts: { node: node.id, parent: retried } }));
  }
}
