import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { type Arc, type Drawing, pauses } from './drawing.ts';
import { canEnd } from './forks.ts';
import type { Order } from './order.ts';
import { reachableFrom, shortestWay, stepBy } from './ways.ts';

/** How often the fix lets an uncounted circle turn; a person will know better. */
const PROPOSED_TURNS = 100;

/**
 * Every circle is marked on its connection back and counted there, unless each way around passes an effect, a wait or a
 * task (LANGUAGE.md section 4).
 */
export function checkCircles(
  drawing: Drawing,
  { back, mismarked }: Order,
  rootOf: (container: string) => string | null,
  findings: Diagnostic[],
): void {
  for (const arc of back) {
    if (arc.edge.loop?.max !== undefined) continue;
    const idle = idleTurn(drawing, arc, rootOf);
    if (idle === null && arc.edge.loop !== undefined) continue;
    const turn = idle ?? shortestWay(drawing, [arc.target], arc.source) ?? [];
    const { label, on } = arc.edge;
    findings.push(
      diagnostic('OR3004', {
        pointer: arc.pointer,
        edge_id: arc.id,
        node_id: arc.source,
        path: [...turn, stepBy(arc)],
        fix: [
          {
            op: 'set_edge',
            edge: arc.id,
            ...(label === undefined ? {} : { label }),
            ...(on === undefined ? {} : { on }),
            loop: idle === null ? {} : { max: PROPOSED_TURNS },
          },
        ],
      }),
    );
  }
  for (const arc of mismarked) {
    const { label, on } = arc.edge;
    findings.push(
      diagnostic('OR3015', {
        pointer: `${arc.pointer}/loop`,
        edge_id: arc.id,
        fix: [
          {
            op: 'set_edge',
            edge: arc.id,
            ...(label === undefined ? {} : { label }),
            ...(on === undefined ? {} : { on }),
          },
        ],
      }),
    );
  }
}

/** A way around through the arc that passes nothing that takes time and no connection that is counted. */
function idleTurn(drawing: Drawing, arc: Arc, rootOf: (container: string) => string | null) {
  const idle = (id: string) => isIdle(drawing, id, rootOf);
  if (!idle(arc.target) || !idle(arc.source)) return null;
  return shortestWay(
    drawing,
    [arc.target],
    arc.source,
    (each) => each.edge.loop?.max === undefined && idle(each.target),
  );
}

/** Whether a visit can take no time. Of a container: it turns not at all, fails at once, or has a way through that is idle. */
function isIdle(drawing: Drawing, id: string, rootOf: (container: string) => string | null): boolean {
  const place = drawing.places.get(id);
  if (place === undefined || pauses(place)) return false;
  const { known, node, out } = place;
  const body = known?.kind.body?.(known.config);
  const root = rootOf(id);
  if (body?.certain !== true || root === null || node.disabled === true) return true;
  if (out.some(({ role }) => role === 'error')) return true;
  const idle = (each: string) => isIdle(drawing, each, rootOf);
  if (!idle(root)) return false;
  const through = reachableFrom(drawing, [root], ({ target }) => idle(target));
  return [...through].some((each) => {
    const last = drawing.places.get(each);
    return last !== undefined && (canEnd(last) || last.out.length === 0);
  });
}
