import { type Diagnostic, diagnostic } from '@omniroute/errors';
import type { Drawing } from './drawing.ts';
import { reachableFrom } from './ways.ts';

/** Steps no path leads to (OR3003): of each part that is cut off only the first, since the others hang on it. */
export function findUnreached(drawing: Drawing, reached: ReadonlySet<string>, findings: Diagnostic[]): void {
  // Where a connection leads to a name that nobody knows, a step to which none leads is probably what was meant.
  const meant = [...drawing.places.values()].flatMap(({ node, parent, in: incoming }) =>
    drawing.torn.has(parent) && incoming.every((arc) => arc.source === node.id) ? [node.id] : [],
  );
  const held = reachableFrom(drawing, [...drawing.presumed, ...meant, ...drawing.undos.keys()]);
  const cutOff = [...drawing.places.values()].filter(({ node }) => !reached.has(node.id) && !held.has(node.id));
  // What lives in a step that is cut off hangs on it.
  const inside = (id: string): string[] =>
    (drawing.bodies.get(id)?.places ?? []).flatMap((each) => [each, ...inside(each)]);
  const names = new Set(cutOff.map(({ node }) => node.id));
  const roots = cutOff.filter(
    ({ node, parent, in: incoming }) =>
      !names.has(parent ?? '') && incoming.every((arc) => arc.source === node.id || !names.has(arc.source)),
  );
  const explained = new Set<string>([...held].flatMap(inside));
  // Those nothing leads to come first; what is left then are circles without a way in.
  for (const { node, pointer } of [...roots, ...cutOff]) {
    if (explained.has(node.id)) continue;
    findings.push(diagnostic('OR3003', { pointer, node_id: node.id, facts: { node: node.id } }));
    for (const id of reachableFrom(drawing, [node.id])) for (const each of [id, ...inside(id)]) explained.add(each);
  }
}
