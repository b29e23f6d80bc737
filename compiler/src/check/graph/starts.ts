import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { formatPointer } from '@omniroute/primitives';
import type { Arc, Drawing } from './drawing.ts';
import { reachableFrom } from './ways.ts';

/** The first step of a run, by a trigger with an edge of its own or by any. */
export interface Start {
  readonly node: string;
  readonly trigger: string | null;
}

/** Where runs begin (LANGUAGE.md section 3): at the edge of each trigger, or at the only root. */
export function findStarts(drawing: Drawing, findings: Diagnostic[]): readonly Start[] {
  return drawing.starting.length > 0 ? byTriggers(drawing, findings) : byRoot(drawing, findings);
}

function byTriggers({ service, starting, places, dangling }: Drawing, findings: Diagnostic[]): Start[] {
  for (const [index, trigger] of (service.triggers ?? []).entries()) {
    const [first, ...extra] = starting.filter((arc) => arc.source === trigger.id);
    const pointer = formatPointer(['triggers', index]);
    if (first === undefined && !dangling.has(trigger.id))
      findings.push(diagnostic('OR3008', { pointer, node_id: trigger.id, facts: { node: trigger.id } }));
    for (const arc of extra)
      findings.push(
        diagnostic('OR3005', {
          pointer: arc.pointer,
          edge_id: arc.id,
          node_id: trigger.id,
          facts: { node: trigger.id, port: arc.port },
          ...((places.get(arc.target)?.in.length ?? 0) > 0 ? { fix: [{ op: 'disconnect', edge: arc.id }] } : {}),
        }),
      );
  }
  for (const arc of starting) {
    const parent = places.get(arc.target)?.node.parent;
    if (parent !== undefined && places.get(parent)?.known?.kind.role === 'container')
      findings.push(
        diagnostic('OR3012', { pointer: arc.pointer, edge_id: arc.id, facts: { node: arc.source, parent } }),
      );
  }
  return starting.map((arc) => ({ node: arc.target, trigger: arc.source }));
}

/** Whether a connection marked with `loop` closes a circle. */
function leadsBack(drawing: Drawing, { edge, source, target }: Arc): boolean {
  return edge.loop !== undefined && reachableFrom(drawing, [target]).has(source);
}

function byRoot(drawing: Drawing, findings: Diagnostic[]): Start[] {
  const candidates = [...drawing.places.values()].filter(
    ({ node }) => node.parent === undefined && !drawing.undos.has(node.id),
  );
  const roots = candidates.filter(
    ({ node, in: incoming }) =>
      !drawing.presumed.has(node.id) && incoming.every((arc) => arc.source === node.id || leadsBack(drawing, arc)),
  );
  const [root, ...others] = roots.map(({ node }) => node.id);
  // Where everything lies on circles, the first step that leads everywhere is the start; the circle is the fault.
  const first =
    root ??
    candidates.find(({ node }) => reachableFrom(drawing, [node.id]).size >= candidates.length)?.node.id ??
    [...drawing.presumed][0];
  if (first === undefined) {
    findings.push(diagnostic('OR3001', { pointer: '/nodes' }));
    return [];
  }
  for (const other of others) {
    findings.push(
      diagnostic('OR3002', {
        pointer: drawing.places.get(other)?.pointer ?? '/nodes',
        node_id: other,
        facts: { node: first, other },
      }),
    );
  }
  return [first, ...others].map((node) => ({ node, trigger: null }));
}
