import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { formatDuration, getPointer, parseDuration } from '@omniroute/primitives';
import type { ResolvedService } from '../resolve/resolved.ts';

/** Effects and limits: what is repeated, what cannot be, what never fires. */
export function checkEffects(resolved: ResolvedService): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const deadline = resolved.service.timeout === undefined ? null : parseDuration(resolved.service.timeout);
  for (const { node, pointer, kind, config } of resolved.nodes.values()) {
    const policy = kind.activity?.recommended.retry_policy;
    const repeatable = kind.activity !== undefined && kind.activity.idempotency(config) !== 'none';
    if (!repeatable && kind.activity !== undefined && node.retry_policy !== undefined) {
      findings.push(
        diagnostic('OR5002', {
          pointer: `${pointer}/retry_policy`,
          node_id: node.id,
          facts: { node: node.id },
          fix: [{ op: 'update_node', id: node.id, pointer: '/retry_policy' }],
        }),
      );
    } else if (repeatable && policy !== undefined && node.retry_policy === undefined && node.disabled !== true) {
      findings.push(
        diagnostic('OR5001', {
          pointer,
          node_id: node.id,
          facts: { node: node.id },
          fix: [{ op: 'update_node', id: node.id, pointer: '/retry_policy', value: policy as never }],
        }),
      );
    }
    if (deadline?.ok !== true) continue;
    for (const field of ['duration', 'timeout', 'due']) {
      const value = getPointer(config, `/${field}`);
      const length = typeof value === 'string' ? parseDuration(value) : null;
      if (length?.ok === true && length.value > deadline.value) {
        findings.push(
          diagnostic('OR5004', {
            pointer: `${pointer}/config/${field}`,
            node_id: node.id,
            got: formatDuration(length.value),
            expected: formatDuration(deadline.value),
          }),
        );
      }
    }
  }
  return findings;
}
