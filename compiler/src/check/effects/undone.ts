import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { containersOf } from '../data/where.ts';
import type { Drawing, Place } from '../graph/drawing.ts';
import { joinAt } from '../graph/forks.ts';

/** Undos that no failure starts, because neither the run nor a container around compensates (OR5021). */
export function checkUndone(drawing: Drawing, findings: Diagnostic[]): void {
  const { service, places } = drawing;
  if (service.error_policy?.strategy !== 'fail' || cancelsSome(drawing)) return;
  for (const { node, pointer } of places.values()) {
    const undo = node.compensate_with;
    if (undo === undefined || node.disabled === true || !places.has(undo)) continue;
    if (containersOf(drawing, node.id).some((id) => undoes(places.get(id)))) continue;
    findings.push(
      diagnostic('OR5021', {
        pointer: `${pointer}/compensate_with`,
        node_id: node.id,
        facts: { node: node.id, other: undo },
      }),
    );
  }
}

function undoes(place: Place | undefined): boolean {
  if (place === undefined || place.known === null) return true;
  return place.known.kind.body?.(place.known.config).undoes === true;
}

/** Whether branches or turns can be cancelled while others go on: what those did is undone at once. */
function cancelsSome({ places }: Drawing): boolean {
  return [...places.values()].some((place) => {
    const { known } = place;
    return joinAt(place)?.cancelRest === true || (known?.kind.body?.(known.config).soFar ?? []).length > 0;
  });
}
