import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { containersOf } from '../data/where.ts';
import type { Drawing, Place } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';
import { effectOf } from './effect.ts';

/** More attempts than this in one run are probably not meant. */
const MANY_ATTEMPTS = 10_000;

/** How often an effect is tried in the worst case: retries multiply with circles, with loops and with outer retries (OR5003). */
export function checkAttempts(graph: Graph, findings: Diagnostic[]): void {
  const circles = circlesOf(graph);
  for (const place of graph.drawing.places.values()) {
    const { node, pointer } = place;
    if (effectOf(place) === null || node.disabled === true) continue;
    const worst = worstCase(graph.drawing, circles, place);
    if (worst === null || worst.attempts <= MANY_ATTEMPTS) continue;
    const turns = worst.turns.map((id) => `"${id}"`).join(' and ');
    const each = turns === '' ? '' : ` for each turn of ${turns}`;
    findings.push(
      diagnostic('OR5003', {
        pointer: node.retry_policy === undefined ? pointer : `${pointer}/retry_policy`,
        node_id: node.id,
        got: Number.isFinite(worst.attempts) ? `${worst.attempts} times${each}` : 'without end',
        facts: { node: node.id },
      }),
    );
  }
}

/** The product, and the loops around of which nobody knows how often they turn. Null where time bounds it, or nothing is retried. */
function worstCase(drawing: Drawing, circles: readonly Circle[], place: Place) {
  const around = containersOf(drawing, place.node.id).flatMap((id) => drawing.places.get(id) ?? []);
  const chain = [place, ...around];
  if (chain.every(({ node }) => node.retry_policy === undefined)) return null;
  let attempts = 1;
  const turns: string[] = [];
  for (const [index, each] of chain.entries()) {
    const tries = triesOf(each);
    if (!Number.isFinite(tries) && isTimed(drawing, chain.slice(index))) return null;
    attempts *= tries;
    for (const { max, steps } of circles) if (steps.has(each.node.id)) attempts *= max + 1;
    if (index === 0) continue;
    const body = each.known?.kind.body?.(each.known.config);
    if (body === undefined || body.atMost === null) turns.push(each.node.id);
    else attempts *= body.atMost;
  }
  return { attempts, turns };
}

function triesOf({ node }: Place): number {
  if (node.retry_policy === undefined) return 1;
  const policies = Array.isArray(node.retry_policy) ? node.retry_policy : [node.retry_policy];
  return Math.max(...policies.map((policy) => policy.maximum_attempts ?? Number.POSITIVE_INFINITY));
}

/** Without a count time must bound the attempts: of the work, of something around it, or of the run. */
function isTimed({ service }: Drawing, chain: readonly Place[]): boolean {
  if (service.timeout !== undefined) return true;
  return chain.some(
    ({ node, ports }, index) =>
      node.timeout?.total !== undefined || (index > 0 && ports.some((port) => port.role === 'timeout')),
  );
}

/** A counted circle, and the steps on it. */
interface Circle {
  readonly max: number;
  readonly steps: ReadonlySet<string>;
}

function circlesOf({ drawing, back }: Graph): readonly Circle[] {
  return [...back].flatMap(({ edge, source, target }) => {
    const max = edge.loop?.max;
    if (max === undefined) return [];
    const steps = new Set([target, source]);
    // Backwards from where it is closed to where it begins.
    for (const id of steps) {
      if (id === target) continue;
      for (const arc of drawing.places.get(id)?.in ?? []) steps.add(arc.source);
    }
    return [{ max, steps }];
  });
}
