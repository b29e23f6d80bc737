import type { Edge, Operation } from '@omniroute/dsl';
import type { KindDefinition } from '@omniroute/kind-sdk';
import type { Arc, Drawing, Place } from './drawing.ts';

/** Puts a split behind an exit, so that all its connections are followed at the same time. */
export function startAll(drawing: Drawing, place: Place, port: string): Operation[] {
  const kind = splitOfAll(drawing);
  const arcs = place.out.filter((arc) => arc.port === port);
  const [first] = arcs;
  if (kind === undefined || first === undefined) return [];
  const id = freshId(drawing, kind);
  const { source, source_handle } = first.edge;
  return [
    addNode(kind, id, place),
    ...arcs.map((arc): Operation => ({ op: 'disconnect', edge: arc.id })),
    { op: 'connect', edge: { source, ...(source_handle === undefined ? {} : { source_handle }), target: id } },
    ...arcs.map(({ edge: { source_handle: _, on: __, ...edge } }): Operation => {
      return { op: 'connect', edge: { ...edge, source: id } as Edge };
    }),
  ];
}

/** Puts a split before several first steps, so that all of them begin at the same time. */
export function startTogether(drawing: Drawing, roots: readonly string[]): Operation[] {
  const kind = splitOfAll(drawing);
  const place = drawing.places.get(roots[0] ?? '');
  if (kind === undefined || place === undefined) return [];
  const id = freshId(drawing, kind);
  return [
    addNode(kind, id, place),
    ...roots.map((target): Operation => ({ op: 'connect', edge: { source: id, target } as Edge })),
  ];
}

/** The kind of step that only starts all that follows. */
function splitOfAll({ kinds }: Drawing): KindDefinition | undefined {
  return Object.values(kinds).find(
    (each) =>
      each.role === 'split' && each.split?.(each.defaults) === 'all' && each.ports(each.defaults)[0]?.id === 'out',
  );
}

/** Puts joins before a step: one for each list of connections by which branches of one fork arrive. */
export function joinsBefore(drawing: Drawing, target: Place, arriving: readonly (readonly Arc[])[]): Operation[] {
  const kind = Object.values(drawing.kinds).find(
    (each) => each.role === 'join' && each.join?.(each.defaults).mode === 'all',
  );
  if (kind === undefined) return [];
  const inserted = new Set<string>();
  return arriving.flatMap((arcs) => {
    const id = freshId(drawing, kind, inserted);
    inserted.add(id);
    const unique = [...new Set(arcs)];
    return [
      addNode(kind, id, target),
      ...unique.map((arc): Operation => ({ op: 'disconnect', edge: arc.id })),
      ...unique.map(({ edge }): Operation => ({ op: 'connect', edge: { ...edge, target: id } })),
      { op: 'connect', edge: { source: id, target: target.node.id } as Edge },
    ];
  });
}

/** Takes a step out and connects those before it to the one behind it. */
export function bridge({ node, in: incoming, out }: Place): Operation[] {
  const next = out.find((arc) => arc.port === 'out');
  return [
    ...[...incoming, ...out].map((arc): Operation => ({ op: 'disconnect', edge: arc.id })),
    { op: 'remove_node', id: node.id },
    ...(next === undefined
      ? []
      : incoming.map(({ edge }): Operation => ({ op: 'connect', edge: { ...edge, target: next.target } }))),
  ];
}

function addNode(kind: KindDefinition, id: string, { node, parent }: Place): Operation {
  const { x, y } = node.position ?? { x: 0, y: 0 };
  const position = node.position === undefined ? {} : { position: { x: x + kind.size.width, y } };
  const config = { ...kind.defaults };
  return {
    op: 'add_node',
    node: { id, type: kind.type, config, ...(parent === null ? {} : { parent }), ...position },
  } as Operation;
}

function freshId(
  { places, service }: Drawing,
  { type }: KindDefinition,
  inserted: ReadonlySet<string> = new Set(),
): string {
  const taken = new Set([...places.keys(), ...inserted, ...(service.triggers ?? []).map((trigger) => trigger.id)]);
  let id = type;
  for (let number = 2; taken.has(id); number += 1) id = `${type}_${number}`;
  return id;
}
