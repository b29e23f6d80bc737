import { type Diagnostic, diagnostic, type PathStep } from '@omniroute/errors';
import { containersOf, leavesEarly } from '../data/where.ts';
import type { Drawing, Place } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';
import { reachableFrom, shortestWay } from '../graph/ways.ts';
import { catchesAll, effectOf } from './effect.ts';

/** Money that is moved, that nothing undoes, and behind or beside which something can still fail (OR5010). */
export function checkMoney({ drawing, together }: Graph, findings: Diagnostic[]): void {
  for (const place of drawing.places.values()) {
    const { known, node, pointer } = place;
    if (known === null || node.disabled === true || drawing.undos.has(node.id)) continue;
    if (node.compensate_with !== undefined || !known.kind.effects(known.config).includes('money')) continue;
    const found = failingBehind(drawing, place) ?? failingBeside(drawing, place, together);
    if (found === null) continue;
    const { failing, way } = found;
    const path = [{ node: node.id }, ...way];
    findings.push(diagnostic('OR5010', { pointer, node_id: node.id, path, facts: { node: node.id, other: failing } }));
  }
}

interface Failing {
  readonly failing: string;
  readonly way: readonly PathStep[];
}

/** A step behind it that can fail: in its own container, or behind one that it lives in. */
function failingBehind(drawing: Drawing, place: Place): Failing | null {
  const around = containersOf(drawing, place.node.id).flatMap((id) => drawing.places.get(id) ?? []);
  for (const from of [place, ...around]) {
    // What fails there is dealt with by whoever drew an exit for it.
    const caught = containersOf(drawing, from.node.id).some((id) => isCaught(drawing.places.get(id)));
    if (from !== place && caught) continue;
    const first = from.out.filter((arc) => !leavesEarly(from, arc)).map((arc) => arc.target);
    const failing = [...reachableFrom(drawing, first)].find((id) => canFail(drawing, id));
    if (failing !== undefined) return { failing, way: shortestWay(drawing, first, failing) ?? [] };
  }
  return null;
}

/** A step that runs at the same time in another branch, and can fail. */
function failingBeside(drawing: Drawing, { node }: Place, together: Graph['together']): Failing | null {
  const failing = [...drawing.places.keys()].find(
    (id) => id !== node.id && together(node.id, id) && canFail(drawing, id),
  );
  return failing === undefined ? null : { failing, way: [{ node: failing }] };
}

function isCaught(place: Place | undefined): boolean {
  return place !== undefined && catchesAll(place);
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
