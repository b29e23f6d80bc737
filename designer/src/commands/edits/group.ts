import { type Edge, edgeId, type Node, type Operation } from '@omniroute/dsl';
import type { KindDefinition } from '@omniroute/kind-sdk';
import type { GraphView } from '@omniroute/shared-doc';
import type { Kinds } from '../editor.ts';
import { edgeOf } from './connect.ts';
import { type Boxes, MARGIN, snapped } from './places.ts';
import { mainPort, portsOf } from './ports.ts';

/** Whether steps can be put into a container together: they are of one level. */
export function canGroup(view: GraphView, ids: ReadonlySet<string>): boolean {
  const nodes = [...ids].map((id) => view.nodes.get(id));
  const [first] = nodes;
  return first !== undefined && nodes.every((node) => node !== undefined && node.parent === first.parent);
}

/** Puts steps into a new container, which takes their place in the flow: what led to them leads to it, and on from it. */
export function group(
  view: GraphView,
  kinds: Kinds,
  boxes: Boxes,
  ids: ReadonlySet<string>,
  container: { readonly id: string; readonly kind: KindDefinition },
): Operation[] {
  const { id, kind } = container;
  const members = [...view.nodes.values()].filter((node) => ids.has(node.id));
  const spots = members.map((node) => boxes.get(node.id)).filter((box) => box !== undefined);
  const parent = members[0]?.parent;
  const position = {
    x: snapped(Math.min(...spots.map(({ x }) => x)) - MARGIN.side),
    y: snapped(Math.min(...spots.map(({ y }) => y)) - MARGIN.top),
  };
  const node: Node = {
    id,
    type: kind.type,
    ...(parent === undefined ? {} : { parent }),
    position,
    config: structuredClone(kind.defaults) as Record<string, unknown>,
  };
  return [
    { op: 'add_node', node },
    ...rewired(view, kinds, ids, id, mainPort(kind.ports(kind.defaults))),
    ...members.flatMap((member): Operation[] => {
      const box = boxes.get(member.id);
      return [
        { op: 'set_parent', id: member.id, parent: id },
        ...(box === undefined ? [] : [{ op: 'move_node', id: member.id, position: { x: box.x, y: box.y } } as const]),
      ];
    }),
  ];
}

function rewired(view: GraphView, kinds: Kinds, ids: ReadonlySet<string>, id: string, out: string | null): Operation[] {
  const operations: Operation[] = [];
  const drawn = new Set<string>();
  const link = (edge: Edge) => {
    const name = edgeId(edge);
    if (drawn.has(name)) return;
    drawn.add(name);
    operations.push({ op: 'connect', edge });
  };
  for (const edge of view.edges.values()) {
    const [comes, goes] = [
      ids.has(edge.target) && !ids.has(edge.source),
      ids.has(edge.source) && !ids.has(edge.target),
    ];
    if (!comes && !goes) continue;
    operations.push({ op: 'disconnect', edge: edgeId(edge) });
    if (comes) link({ ...edge, target: id });
    else if (out !== null && (edge.source_handle ?? 'out') === mainPort(portsOf(view, kinds, edge.source)))
      link(edgeOf({ source: id, port: out, target: edge.target }));
  }
  return operations;
}

/** Takes a container away and leaves what was in it in its place. */
export function ungroup(view: GraphView, kinds: Kinds, boxes: Boxes, id: string): Operation[] {
  const container = view.nodes.get(id);
  const inside = [...view.nodes.values()].filter(({ parent }) => parent === id);
  const around = boxes.get(id);
  const edges = [...view.edges.values()];
  const starts = inside.filter((node) => !edges.some(({ target, loop }) => target === node.id && loop === undefined));
  const ends = inside.filter((node) => {
    const out = mainPort(portsOf(view, kinds, node.id));
    return out !== null && !edges.some((edge) => edge.source === node.id && (edge.source_handle ?? 'out') === out);
  });
  const main = mainPort(portsOf(view, kinds, id));
  const [start] = starts;
  const links = edges.flatMap((edge): Operation[] => {
    if (edge.source !== id && edge.target !== id) return [];
    const cut: Operation = { op: 'disconnect', edge: edgeId(edge) };
    if (edge.target === id)
      return start === undefined ? [cut] : [cut, { op: 'connect', edge: { ...edge, target: start.id } }];
    if ((edge.source_handle ?? 'out') !== main) return [cut];
    return [
      cut,
      ...ends.map((node): Operation => {
        const port = mainPort(portsOf(view, kinds, node.id)) ?? 'out';
        return { op: 'connect', edge: edgeOf({ source: node.id, port, target: edge.target }) };
      }),
    ];
  });
  return [
    ...inside.flatMap((node): Operation[] => {
      const box = boxes.get(node.id);
      const move: Operation[] =
        box === undefined || around === undefined
          ? []
          : [
              {
                op: 'move_node',
                id: node.id,
                position: { x: snapped(around.x + box.x), y: snapped(around.y + box.y) },
              },
            ];
      return [{ op: 'set_parent', id: node.id, parent: container?.parent ?? null }, ...move];
    }),
    ...links,
    { op: 'remove_node', id },
  ];
}
