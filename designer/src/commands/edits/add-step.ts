import { type Edge, edgeId, type Node, type Operation } from '@omniroute/dsl';
import type { KindDefinition } from '@omniroute/kind-sdk';
import type { GraphView } from '@omniroute/shared-doc';
import type { AddPlace, Spot } from '../../store/ui-state.ts';
import type { Kinds } from '../editor.ts';
import { connect, edgeOf, edgesFrom, edgesTo, undoing } from './connect.ts';
import { type Boxes, childrenOf, moveTo, snapped, type Target } from './places.ts';
import { mainPort, portsOf, takesMany } from './ports.ts';
import { freeNear, GAP, placeBelow, roomBelow } from './room.ts';

/** What is added, and where. */
export interface NewStep {
  readonly id: string;
  readonly kind: KindDefinition;
  readonly name?: string;
  readonly place: AddPlace;
  /** Where to put it when the place does not say. */
  readonly middle: Spot;
}

/**
 * Adds a step and draws it into the flow: after a port, onto a connection, or, where nothing is said, behind the only step
 * that could lead to it.
 */
export function addStep(view: GraphView, kinds: Kinds, boxes: Boxes, step: NewStep): Operation[] {
  const { place } = step;
  const edge = place.edge === undefined ? undefined : view.edges.get(place.edge);
  if (edge !== undefined) return insertOn(view, boxes, step, edge);
  if (place.after !== undefined) {
    const { source, port } = place.after;
    const [next] = takesMany(view, kinds, source, port) ? [] : edgesFrom(view, source, port);
    if (next !== undefined && mainPortOf(step) !== null) return insertOn(view, boxes, step, next);
    return addAfter(view, kinds, boxes, step, source, port);
  }
  return addAlone(view, kinds, boxes, step);
}

function addAfter(
  view: GraphView,
  kinds: Kinds,
  boxes: Boxes,
  step: NewStep,
  source: string,
  port: string,
): Operation[] {
  const parent = view.nodes.get(source)?.parent ?? null;
  const ports = portsOf(view, kinds, source).map(({ id }) => id);
  const column = ports.length > 1 ? ports.indexOf(port) : 0;
  const spot = step.place.at ?? placeBelow(boxes, source, step.kind.size, column);
  const { view: after, operations } = put(view, boxes, step, { parent, ...spot });
  return [...operations, ...connect(after, kinds, { source, port, target: step.id })];
}

/** Draws a step into a connection; what came behind moves down to make room. */
function insertOn(view: GraphView, boxes: Boxes, step: NewStep, edge: Edge): Operation[] {
  const out = mainPortOf(step);
  const target = boxes.get(edge.target);
  const parent = view.nodes.get(edge.target)?.parent ?? null;
  const { label, on, loop } = edge;
  const first: Edge = {
    ...edgeOf({ source: edge.source, port: edge.source_handle ?? 'out', target: step.id }),
    ...(label === undefined ? {} : { label }),
    ...(on === undefined ? {} : { on }),
  };
  const links: Operation[] = [
    { op: 'disconnect', edge: edgeId(edge) },
    { op: 'connect', edge: first },
    ...(out === null
      ? []
      : [
          {
            op: 'connect',
            edge: {
              ...edgeOf({ source: step.id, port: out, target: edge.target }),
              ...(loop === undefined ? {} : { loop }),
            },
          } as const,
        ]),
  ];
  if (step.place.at !== undefined || target === undefined || loop !== undefined) {
    const spot = step.place.at ?? freeNear(boxes, parent, step.middle, step.kind.size);
    return [...put(view, boxes, step, { parent, ...spot }).operations, ...links];
  }
  const source = boxes.get(edge.source);
  const top = snapped((source?.y ?? target.y) + (source?.height ?? 0) + GAP.down);
  const needed = snapped(top + step.kind.size.height + GAP.down - target.y);
  const room = needed > 0 ? roomBelow(view, boxes, edge.target, needed) : new Map<string, Target>();
  const spot = { x: snapped(target.x + (target.width - step.kind.size.width) / 2), y: top };
  return [...put(view, boxes, step, { parent, ...spot }, room).operations, ...links];
}

/** Adds a step to which nothing leads yet; the first of a service is led to by its triggers. */
function addAlone(view: GraphView, kinds: Kinds, boxes: Boxes, step: NewStep): Operation[] {
  const parent = step.place.parent ?? null;
  const siblings = childrenOf(view, parent);
  const last = step.place.at === undefined ? looseEnd(view, kinds, siblings) : null;
  if (last !== null) return addAfter(view, kinds, boxes, step, last.id, last.port);
  const triggers = view.service.triggers ?? [];
  const isFirst = parent === null && view.nodes.size === 0 && step.kind.size !== undefined;
  const [trigger] = triggers;
  const spot =
    step.place.at ??
    (isFirst && trigger !== undefined && boxes.has(trigger.id)
      ? placeBelow(boxes, trigger.id, step.kind.size)
      : freeNear(boxes, parent, parent === null ? step.middle : { x: 0, y: 0 }, step.kind.size));
  const { operations } = put(view, boxes, step, { parent, ...spot });
  const starts = isFirst
    ? triggers.map(({ id }): Operation => ({ op: 'connect', edge: { source: id, target: step.id } }))
    : [];
  return [...operations, ...starts];
}

/** The one exit of a level that leads nowhere yet, if there is one only: what is added next belongs there. */
function looseEnd(
  view: GraphView,
  kinds: Kinds,
  siblings: readonly Node[],
): { readonly id: string; readonly port: string } | null {
  const undos = undoing(view);
  const loose = siblings.flatMap((node) => {
    const port = undos.has(node.id) ? null : mainPort(portsOf(view, kinds, node.id));
    return port === null || edgesFrom(view, node.id, port).length > 0 ? [] : [{ id: node.id, port }];
  });
  const [only, ...more] = loose;
  return only === undefined || more.length > 0 ? null : only;
}

function mainPortOf({ kind }: NewStep): string | null {
  return mainPort(kind.ports(kind.defaults));
}

/** The retry policy that the kind recommends, written out: without one there is one attempt, and nothing is hidden. */
function recommendedOf({ activity, defaults }: NewStep['kind']): Pick<Node, 'retry_policy'> {
  const policy = activity?.recommended.retry_policy;
  if (policy === undefined || activity?.idempotency(defaults) === 'none') return {};
  return { retry_policy: structuredClone(policy) };
}

/** Adds the step itself at a place that is drawn, together with steps that make room. */
function put(
  view: GraphView,
  boxes: Boxes,
  step: NewStep,
  at: Target,
  room: ReadonlyMap<string, Target> = new Map(),
): { readonly view: GraphView; readonly operations: Operation[] } {
  const { kind, id, name } = step;
  const node: Node = {
    id,
    type: kind.type,
    ...(name === undefined ? {} : { name }),
    ...(at.parent === null ? {} : { parent: at.parent }),
    config: structuredClone(kind.defaults) as Record<string, unknown>,
    ...recommendedOf(kind),
  };
  const after: GraphView = { ...view, nodes: new Map([...view.nodes, [id, node]]) };
  const places = moveTo(after, boxes, new Map([...room, [id, at]]));
  return { view: after, operations: [{ op: 'add_node', node }, ...places] };
}

/** Adds a way to start a service, led to where the others lead or to the only step that nothing leads to. */
export function addTrigger(
  view: GraphView,
  trigger: { readonly id: string; readonly type: string; readonly config: Readonly<Record<string, unknown>> },
  position: Spot | null,
): Operation[] {
  const { id, type, config } = trigger;
  const item = {
    id,
    type,
    ...(Object.keys(config).length === 0 ? {} : { config }),
    ...(position === null ? {} : { position }),
  };
  const others = view.service.triggers ?? [];
  const start = others.flatMap((other) => edgesFrom(view, other.id))[0]?.target ?? rootOf(view);
  const starting = start === null ? [] : [...others.filter((other) => edgesFrom(view, other.id).length === 0), { id }];
  return [
    { op: 'put', collection: 'triggers', item: item as never },
    ...starting.map((each): Operation => ({ op: 'connect', edge: { source: each.id, target: start ?? '' } })),
  ];
}

function rootOf(view: GraphView): string | null {
  const undos = undoing(view);
  const roots = childrenOf(view, null).filter(
    ({ id }) => !undos.has(id) && edgesTo(view, id).every(({ loop }) => loop !== undefined),
  );
  const [only, ...more] = roots;
  return only === undefined || more.length > 0 ? null : only.id;
}
