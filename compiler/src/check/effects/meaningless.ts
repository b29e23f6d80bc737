import { type Diagnostic, diagnostic } from '@omniroute/errors';
import type { Drawing, Place } from '../graph/drawing.ts';
import { effectOf } from './effect.ts';

/**
 * Settings that change nothing where they stand (OR5011): retries and limits of time belong to effects and containers, and
 * to go on after a failure needs an exit `out`.
 */
export function checkMeaningless({ places }: Drawing, findings: Diagnostic[]): void {
  for (const place of places.values()) {
    const { node, pointer } = place;
    for (const field of meaningless(place))
      findings.push(
        diagnostic('OR5011', {
          pointer: `${pointer}${field}`,
          node_id: node.id,
          facts: { node: node.id, field: field.split('/').at(-1) },
          fix: [{ op: 'update_node', id: node.id, pointer: field }],
        }),
      );
  }
}

/** Pointers into a step of what means nothing there. */
function meaningless(place: Place): readonly string[] {
  const { known, node, ports } = place;
  if (known === null) return [];
  const found: string[] = [];
  const container = known.kind.role === 'container';
  const effect = effectOf(place) !== null;
  if (node.retry_policy !== undefined && !effect && !container) found.push('/retry_policy');
  if (node.timeout !== undefined && !effect) {
    if (!container) found.push('/timeout');
    else
      found.push(
        ...(['start_to_close', 'heartbeat'] as const).flatMap((name) =>
          node.timeout?.[name] === undefined ? [] : [`/timeout/${name}`],
        ),
      );
  }
  if (node.on_error !== undefined && !ports.some((port) => port.id === 'out')) found.push('/on_error');
  return found;
}
