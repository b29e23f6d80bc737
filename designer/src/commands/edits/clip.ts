import { type Edge, edgeId, type Node, type Note, type Operation, type Service } from '@omniroute/dsl';
import type { Json } from '@omniroute/primitives';
import type { GraphView } from '@omniroute/shared-doc';
import type { Spot } from '../../store/ui-state.ts';
import { type Boxes, snapped } from './places.ts';
import { withInside } from './remove.ts';

const FORMAT = 'omniroute/steps@1';

/** Steps as they travel through the clipboard: also into another service, or as text to a colleague. */
export interface Clip {
  readonly format: typeof FORMAT;
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  readonly notes: readonly Note[];
  /** What the steps name and another service may lack. */
  readonly variables: NonNullable<Service['variables']>;
  readonly messages: NonNullable<Service['messages']>;
  readonly connections: NonNullable<Service['connections']>;
}

/** Copies steps with what is in them, the connections among them, and the declarations that they name. */
export function copyOf(view: GraphView, boxes: Boxes, ids: ReadonlySet<string>): Clip | null {
  const all = withInside(view, ids);
  const nodes = [...view.nodes.values()].filter(({ id }) => all.has(id)).map((node) => placed(node, boxes, all));
  const notes = (view.service.notes ?? []).filter(({ id }) => all.has(id));
  if (nodes.length + notes.length === 0) return null;
  const text = JSON.stringify(nodes);
  const names = <Item extends { readonly name: string }>(items: readonly Item[] | undefined) =>
    (items ?? []).filter(({ name }) => text.includes(name));
  return {
    format: FORMAT,
    nodes,
    edges: [...view.edges.values()].filter(({ source, target }) => all.has(source) && all.has(target)),
    notes,
    variables: names(view.service.variables),
    messages: names(view.service.messages),
    connections: names(view.service.connections),
  };
}

function placed(node: Node, boxes: Boxes, all: ReadonlySet<string>): Node {
  const box = boxes.get(node.id);
  const { parent, position: _, ...rest } = node;
  const isInside = parent !== undefined && all.has(parent);
  const position = box === undefined ? node.position : { x: box.x, y: box.y };
  return { ...rest, ...(isInside ? { parent } : {}), ...(position === undefined ? {} : { position }) } as Node;
}

/** Reads a clip; `null` for any other text. */
export function readClip(text: string): Clip | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (reason) {
    if (reason instanceof SyntaxError) return null;
    throw reason;
  }
  const clip = value as Partial<Clip> | null;
  const lists = [clip?.nodes, clip?.edges, clip?.notes, clip?.variables, clip?.messages, clip?.connections];
  return clip?.format === FORMAT && lists.every(Array.isArray) ? (clip as Clip) : null;
}

/** What pasting does. */
export interface Pasted {
  readonly operations: readonly Operation[];
  readonly ids: readonly string[];
}

/**
 * Pastes a clip with ids of its own where they are taken; what its steps say of each other names the copies. `at` is where
 * its upper left corner comes to lie.
 */
export function pasteOf(
  view: GraphView,
  clip: Clip,
  at: Spot & { readonly parent: string | null },
  newId: (stem: string) => string,
): Pasted {
  const taken = new Set([...view.nodes.keys(), ...(view.service.triggers ?? []).map(({ id }) => id)]);
  const noteIds = new Set((view.service.notes ?? []).map(({ id }) => id));
  const ids = new Map<string, string>();
  for (const { id, type } of clip.nodes) ids.set(id, taken.has(id) ? newId(type) : id);
  for (const { id } of clip.notes) ids.set(id, noteIds.has(id) ? newId('note') : id);
  const tops = [...clip.nodes.filter(({ parent }) => parent === undefined), ...clip.notes];
  const left = Math.min(...tops.map(({ position }) => position?.x ?? 0));
  const top = Math.min(...tops.map(({ position }) => position?.y ?? 0));
  const moved = (position: Spot | undefined) => ({
    x: snapped((position?.x ?? 0) - left + at.x),
    y: snapped((position?.y ?? 0) - top + at.y),
  });
  const nodes = clip.nodes.map((node): Node => {
    const { compensate_with: by, compensate_on: on, ...rest } = node;
    const pair = by !== undefined && ids.has(by) ? { compensate_with: ids.get(by) as string } : {};
    const inside = node.parent === undefined ? undefined : ids.get(node.parent);
    return {
      ...(renamed(rest as Json, ids) as Omit<Node, 'id'>),
      ...pair,
      ...('compensate_with' in pair && on !== undefined ? { compensate_on: on } : {}),
      id: ids.get(node.id) as string,
      ...(inside !== undefined
        ? { parent: inside }
        : { position: moved(node.position), ...(at.parent === null ? {} : { parent: at.parent }) }),
    };
  });
  const edges = clip.edges.map(
    (edge): Edge => ({
      ...edge,
      source: ids.get(edge.source) ?? edge.source,
      target: ids.get(edge.target) ?? edge.target,
    }),
  );
  return {
    operations: [
      ...missing(view, clip),
      ...nodes.map((node): Operation => ({ op: 'add_node', node })),
      ...edges.filter((edge) => !view.edges.has(edgeId(edge))).map((edge): Operation => ({ op: 'connect', edge })),
      ...clip.notes.map(
        (note): Operation => ({
          op: 'put',
          collection: 'notes',
          item: { ...note, id: ids.get(note.id) as string, position: moved(note.position) },
        }),
      ),
    ],
    ids: tops.map(({ id }) => ids.get(id) as string),
  };
}

/** Declarations that the service lacks; those it has stay as they are. */
function missing(view: GraphView, clip: Clip): Operation[] {
  return (['variables', 'messages', 'connections'] as const).flatMap((collection) => {
    const known = new Set((view.service[collection] ?? []).map(({ name }) => name));
    return clip[collection]
      .filter(({ name }) => !known.has(name))
      .map((item): Operation => ({ op: 'put', collection, item: item as never }));
  });
}

/** `nodes.<id>`, `loop.<id>` and `callback.<id>` inside expressions, led to the copies. */
function renamed(value: Json, ids: ReadonlyMap<string, string>): Json {
  if (typeof value === 'string')
    return value.includes('${')
      ? value.replace(
          /(?<![\w.])(nodes|loop|callback)(\.\??)([a-z][a-z0-9_]*)/g,
          (whole, root: string, dot: string, id: string) => (ids.has(id) ? `${root}${dot}${ids.get(id)}` : whole),
        )
      : value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, ids));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renamed(item as Json, ids)]));
}
