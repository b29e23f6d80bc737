import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { isBounded } from '../data/list-bound.ts';
import { containersOf } from '../data/where.ts';
import { type Drawing, type Place, pauses } from '../graph/drawing.ts';

/** More at the same time are a burden: a run may hold 2,000 places at the server, and shares it with others. */
const MANY_AT_ONCE = 500;

/** Turns that run side by side and multiply (OR5015). */
export function checkCrowds(drawing: Drawing, findings: Diagnostic[]): void {
  for (const place of drawing.places.values()) {
    const { node, pointer } = place;
    const own = atOnce(place);
    if (own <= 1 || node.disabled === true || !acts(drawing, node.id)) continue;
    const around = containersOf(drawing, node.id).reduce((product, id) => product * atOnce(drawing.places.get(id)), 1);
    if (own * around <= MANY_AT_ONCE) continue;
    findings.push(
      diagnostic('OR5015', {
        pointer,
        node_id: node.id,
        got: String(own * around),
        expected: String(MANY_AT_ONCE),
        facts: { node: node.id },
      }),
    );
  }
}

/** Loops of which nobody knows how often they turn, and whose turns act on the world (OR5016). */
export function checkTurns(drawing: Drawing, findings: Diagnostic[]): void {
  for (const place of drawing.places.values()) {
    const { known, node, pointer } = place;
    const body = known?.kind.body?.(known.config);
    if (body?.repeats !== true || body.atMost !== null || node.disabled === true || !acts(drawing, node.id)) continue;
    // One that stops when something has come true was given its end.
    if (body.soFar.length > 0) continue;
    if (body.item !== null && isBounded(drawing, place, body.item.of)) continue;
    findings.push(diagnostic('OR5016', { pointer, node_id: node.id, facts: { node: node.id } }));
  }
}

function atOnce(place: Place | undefined): number {
  const body = place?.known?.kind.body?.(place.known.config);
  return body === undefined ? 1 : Math.min(body.atOnce, body.atMost ?? body.atOnce);
}

/** Whether something that lives in a container, however deep, acts on the world or waits. */
export function acts(drawing: Drawing, container: string): boolean {
  return (drawing.bodies.get(container)?.places ?? []).some((id) => {
    const place = drawing.places.get(id);
    return place !== undefined && (pauses(place) || acts(drawing, id));
  });
}
