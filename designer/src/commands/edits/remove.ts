import { type Edge, edgeId, type Operation } from '@omniroute/dsl';
import type { GraphView } from '@omniroute/shared-doc';
import type { Kinds } from '../editor.ts';
import { edgeOf } from './connect.ts';
import { mainPort, portsOf } from './ports.ts';

/** Steps with all that is in them. */
export function withInside(view: GraphView, ids: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(ids);
  let size = -1;
  while (size !== all.size) {
    size = all.size;
    for (const { id, parent } of view.nodes.values()) if (parent !== undefined && all.has(parent)) all.add(id);
  }
  return all;
}

/** Removes steps with what is in them, triggers, notes and connections. */
export function removeItems(view: GraphView, ids: ReadonlySet<string>, edges: ReadonlySet<string>): Operation[] {
  const gone = withInside(view, ids);
  const cut = [...view.edges.values()].filter(
    (edge) => edges.has(edgeId(edge)) || gone.has(edge.source) || gone.has(edge.target),
  );
  const unpaired = [...view.nodes.values()].filter(
    ({ id, compensate_with: by }) => by !== undefined && gone.has(by) && !gone.has(id),
  );
  const triggers = (view.service.triggers ?? []).filter(({ id }) => gone.has(id));
  const notes = (view.service.notes ?? []).filter(({ id }) => gone.has(id));
  return [
    ...cut.map((edge): Operation => ({ op: 'disconnect', edge: edgeId(edge) })),
    ...unpaired.map(({ id }): Operation => ({ op: 'set_compensation', id, with: null })),
    ...[...view.nodes.keys()].filter((id) => gone.has(id)).map((id): Operation => ({ op: 'remove_node', id })),
    ...triggers.map(({ id }): Operation => ({ op: 'remove', collection: 'triggers', id })),
    ...notes.map(({ id }): Operation => ({ op: 'remove', collection: 'notes', id })),
  ];
}

/** Removes steps, and leads what led to them to where they led. */
export function removeAndReconnect(view: GraphView, kinds: Kinds, ids: ReadonlySet<string>): Operation[] {
  return [...removeItems(view, ids, new Set()), ...bridges(view, kinds, ids)];
}

/** Takes steps out of the flow they are in, keeping the connections among them: they go into another container. */
export function takeOut(view: GraphView, kinds: Kinds, ids: ReadonlySet<string>): Operation[] {
  const crossing = [...view.edges.values()].filter((edge) => ids.has(edge.source) !== ids.has(edge.target));
  const cuts = crossing.map((edge): Operation => ({ op: 'disconnect', edge: edgeId(edge) }));
  return [...cuts, ...bridges(view, kinds, ids)];
}

/** Connections past steps: from what led to them to the one place where their main exits lead. */
function bridges(view: GraphView, kinds: Kinds, ids: ReadonlySet<string>): Operation[] {
  const edges = [...view.edges.values()];
  const into = edges.filter((edge) => !ids.has(edge.source) && ids.has(edge.target) && edge.loop === undefined);
  const isMain = (edge: Edge) => (edge.source_handle ?? 'out') === mainPort(portsOf(view, kinds, edge.source));
  const after = new Set(
    edges
      .filter((edge) => ids.has(edge.source) && !ids.has(edge.target) && edge.loop === undefined && isMain(edge))
      .map((edge) => edge.target),
  );
  const [next, ...others] = after;
  if (next === undefined || others.length > 0) return [];
  return into.flatMap((edge): Operation[] => {
    const { label, on } = edge;
    const bridge: Edge = {
      ...edgeOf({ source: edge.source, port: edge.source_handle ?? 'out', target: next }),
      ...(label === undefined ? {} : { label }),
      ...(on === undefined ? {} : { on }),
    };
    const isThere = view.edges.has(edgeId(bridge)) || edge.source === next;
    return isThere ? [] : [{ op: 'connect', edge: bridge }];
  });
}
