import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { formatPointer } from '@omniroute/primitives';
import type { Arc, Drawing, Place } from './drawing.ts';
import { startTogether } from './insert.ts';
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

function byTriggers({ service, starting, places, dangling, torn }: Drawing, findings: Diagnostic[]): Start[] {
  for (const [index, trigger] of (service.triggers ?? []).entries()) {
    const [first, ...extra] = starting.filter((arc) => arc.source === trigger.id);
    const pointer = formatPointer(['triggers', index]);
    if (first === undefined && !dangling.has(trigger.id) && !torn.has(null))
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
    const parent = places.get(arc.target)?.parent ?? null;
    if (parent !== null)
      findings.push(
        diagnostic('OR3012', { pointer: arc.pointer, edge_id: arc.id, facts: { node: arc.source, parent } }),
      );
  }
  return starting.map((arc) => ({ node: outermost(places, arc.target), trigger: arc.source }));
}

/** The step of the run's own level that a step is or lives in. */
function outermost(places: Drawing['places'], id: string): string {
  let at = id;
  for (let parent = places.get(at)?.parent; parent != null; parent = places.get(at)?.parent) at = parent;
  return at;
}

/** Whether a connection marked with `loop` closes a circle. */
function leadsBack(drawing: Drawing, { edge, source, target }: Arc): boolean {
  return edge.loop !== undefined && reachableFrom(drawing, [target]).has(source);
}

function byRoot(drawing: Drawing, findings: Diagnostic[]): Start[] {
  const candidates = [...drawing.places.values()].filter(
    ({ node, parent }) => parent === null && !drawing.undos.has(node.id),
  );
  const [first, ...others] = rootsOf(drawing, candidates);
  if (first === undefined) {
    findings.push(diagnostic('OR3001', { pointer: '/nodes' }));
    return [];
  }
  for (const other of drawing.torn.has(null) ? [] : others) {
    findings.push(
      diagnostic('OR3002', {
        pointer: drawing.places.get(other)?.pointer ?? '/nodes',
        node_id: other,
        facts: { node: first, other },
        fix: startTogether(drawing, [first, ...others]),
      }),
    );
  }
  return [first, ...others].map((node) => ({ node, trigger: null }));
}

/** The first steps inside a container: one (LANGUAGE.md section 3), the others with a finding each. */
export function findRoots(drawing: Drawing, container: string, findings: Diagnostic[]): readonly string[] {
  const places = (drawing.bodies.get(container)?.places ?? []).flatMap((id) => drawing.places.get(id) ?? []);
  const [first, ...others] = rootsOf(drawing, places);
  if (first === undefined && drawing.torn.has(container)) return [];
  if (first === undefined) {
    const pointer = drawing.places.get(container)?.pointer ?? '/nodes';
    findings.push(diagnostic('OR3018', { pointer, node_id: container, facts: { node: container } }));
    return [];
  }
  for (const other of drawing.torn.has(container) ? [] : others) {
    findings.push(
      diagnostic('OR3009', {
        pointer: drawing.places.get(other)?.pointer ?? '/nodes',
        node_id: other,
        facts: { node: first, other, parent: container },
        fix: startTogether(drawing, [first, ...others]),
      }),
    );
  }
  return [first, ...others];
}

/** Steps to which nothing leads, ways back aside. */
function rootsOf(drawing: Drawing, candidates: readonly Place[]): string[] {
  const roots = candidates
    .filter(
      ({ node, in: incoming }) =>
        !drawing.presumed.has(node.id) && incoming.every((arc) => arc.source === node.id || leadsBack(drawing, arc)),
    )
    .map(({ node }) => node.id);
  if (roots.length > 0) return roots;
  // Where everything lies on circles, the first step that leads everywhere is the start; the circle is the fault.
  const first =
    candidates.find(({ node }) => reachableFrom(drawing, [node.id]).size >= candidates.length) ??
    candidates.find(({ node }) => drawing.presumed.has(node.id));
  return first === undefined ? [] : [first.node.id];
}
