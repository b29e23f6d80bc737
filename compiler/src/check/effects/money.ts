import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { leavesEarly } from '../data/where.ts';
import type { Drawing } from '../graph/drawing.ts';
import { reachableFrom, shortestWay } from '../graph/ways.ts';
import { catchesAll, effectOf } from './effect.ts';

/** Money that is moved, that nothing undoes, and behind which something can still fail (OR5010). */
export function checkMoney(drawing: Drawing, findings: Diagnostic[]): void {
  for (const place of drawing.places.values()) {
    const { known, node, pointer } = place;
    if (known === null || node.disabled === true || drawing.undos.has(node.id)) continue;
    if (node.compensate_with !== undefined || !known.kind.effects(known.config).includes('money')) continue;
    const first = place.out.filter((arc) => !leavesEarly(place, arc)).map((arc) => arc.target);
    const failing = [...reachableFrom(drawing, first)].find((id) => canFail(drawing, id));
    if (failing === undefined) continue;
    const path = [{ node: node.id }, ...(shortestWay(drawing, first, failing) ?? [])];
    findings.push(diagnostic('OR5010', { pointer, node_id: node.id, path, facts: { node: node.id, other: failing } }));
  }
}

/** Whether an error can leave a step: of its effect, of what it waits for, of a choice that finds nothing, of its inside. */
function canFail(drawing: Drawing, id: string): boolean {
  const place = drawing.places.get(id);
  if (place === undefined || place.known === null || place.node.disabled === true || catchesAll(place)) return false;
  const { known, ports, out } = place;
  const { kind, config } = known;
  if (kind.role === 'end') return kind.ends?.(config) === 'error';
  const open = (role: string) => ports.some((port) => port.role === role && !out.some((arc) => arc.port === port.id));
  if (effectOf(place) !== null || open('timeout')) return true;
  if (open('default') && kind.exhaustive?.(config) !== true) return true;
  return drawing.bodies.get(id)?.places.some((inner) => canFail(drawing, inner)) === true;
}
