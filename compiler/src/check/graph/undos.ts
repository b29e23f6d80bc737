import type { Operation } from '@omniroute/dsl';
import { type Diagnostic, type DiagnosticCode, diagnostic } from '@omniroute/errors';
import type { Drawing, Place } from './drawing.ts';

/**
 * A step that undoes another (LANGUAGE.md section 8) is one effect, of one step only, drawn beside it: in the same
 * container, without connections, and not itself undone.
 */
export function checkUndos(drawing: Drawing, findings: Diagnostic[]): void {
  for (const undone of drawing.places.values()) {
    const place = drawing.places.get(undone.node.compensate_with ?? '');
    if (place === undefined) continue;
    const { id } = undone.node;
    const report = (code: DiagnosticCode, fix: readonly Operation[]) =>
      findings.push(
        diagnostic(code, {
          pointer: `${undone.pointer}/compensate_with`,
          node_id: id,
          facts: { node: place.node.id, other: drawing.undos.get(place.node.id) ?? id },
          fix,
        }),
      );
    const unpair: Operation = { op: 'set_compensation', id, with: null };
    if (drawing.undos.get(place.node.id) !== id) report('OR3027', [unpair]);
    else if (place.node.id === id || place.node.compensate_with !== undefined)
      report('OR3029', [place.node.id === id ? unpair : { op: 'set_compensation', id: place.node.id, with: null }]);
    else if (!isEffect(place)) report('OR3026', [unpair]);
    else if (place.parent !== undone.parent)
      report('OR3028', [{ op: 'set_parent', id: place.node.id, parent: undone.parent }]);
  }
  for (const id of drawing.undos.keys()) connected(drawing, id, findings);
}

/** Whether a visit is one effect, done when its activity has answered, or calls a service. */
function isEffect({ known }: Place): boolean {
  if (known === null) return true;
  const { kind, config } = known;
  if (kind.callsService !== undefined) return true;
  return kind.role === 'step' && kind.activity !== undefined && !kind.pauses && kind.effects(config).length > 0;
}

/** It is started by compensation only (OR3014). */
function connected({ places, starting, crossing }: Drawing, id: string, findings: Diagnostic[]): void {
  const place = places.get(id);
  if (place === undefined) return;
  const others = [...starting, ...crossing].filter((arc) => arc.target === id || arc.source === id);
  const arcs = new Set([...place.in, ...place.out, ...others]);
  if (arcs.size === 0) return;
  findings.push(
    diagnostic('OR3014', {
      pointer: place.pointer,
      node_id: id,
      facts: { node: id },
      fix: [...arcs].map((arc) => ({ op: 'disconnect', edge: arc.id })),
    }),
  );
}
