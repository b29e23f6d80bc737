import type { Json } from '@omniroute/primitives';
import { ruleNodes } from '../document/rule-nodes.ts';
import type { Node, Service } from '../document/service.ts';
import { type Conflict, type Merged, present } from './conflict.ts';

interface Versions {
  readonly base: Service;
  readonly ours: Service;
  readonly theirs: Service;
}

/**
 * A step that one side removed while the other came to refer to it stays, with a conflict. A reference that led to nothing
 * on a side before is not the merge's doing.
 */
export function keepUsed(merged: Merged, versions: Versions): Merged {
  const { base, ours, theirs } = versions;
  let { service, conflicts } = merged;
  for (;;) {
    const ids = new Set(service.nodes.map((node) => node.id));
    const lost = base.nodes.find(
      (node) => !ids.has(node.id) && uses(service).has(node.id) && !lostBefore(node, versions),
    );
    if (lost === undefined) return { service, conflicts };
    const index = Math.min(base.nodes.indexOf(lost), service.nodes.length);
    const sideOf = (version: Service) => version.nodes.find((node) => node.id === lost.id) as Json | undefined;
    const conflict: Conflict = {
      kind: 'removed_and_used',
      pointer: `/nodes/${index}`,
      node_id: lost.id,
      ...present({ base: sideOf(base), ours: sideOf(ours), theirs: sideOf(theirs) }),
    };
    service = { ...service, nodes: service.nodes.toSpliced(index, 0, lost) };
    conflicts = [...conflicts.map((each) => moved(each, index)), conflict];
  }
}

/** Whether a side that has no such step any more refers to it all the same. */
function lostBefore(node: Node, { ours, theirs }: Versions): boolean {
  return [ours, theirs].some((side) => !side.nodes.some((each) => each.id === node.id) && uses(side).has(node.id));
}

/** Ids that edges, containers, undos, variables and rules refer to. */
function uses({ nodes, edges, variables = [], rules = [] }: Service): ReadonlySet<string> {
  return new Set(
    [
      ...edges.flatMap((edge) => [edge.source, edge.target]),
      ...nodes.flatMap((node) => [node.parent, node.compensate_with]),
      ...variables.map((variable) => variable.scope),
      ...rules.flatMap(ruleNodes),
    ].filter((id) => id !== undefined),
  );
}

/** The place of a conflict after a step was put in before it. */
function moved(conflict: Conflict, inserted: number): Conflict {
  const [, list, index, ...inside] = conflict.pointer.split('/');
  if (list !== 'nodes' || Number(index) < inserted) return conflict;
  return { ...conflict, pointer: ['', list, Number(index) + 1, ...inside].join('/') };
}
