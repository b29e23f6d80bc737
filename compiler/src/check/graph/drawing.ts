import { type Edge, edgeId, type Node } from '@omniroute/dsl';
import type { PortSpec } from '@omniroute/kind-sdk';
import { closestName, formatPointer } from '@omniroute/primitives';
import type { KindRegistry, ResolvedNode, ResolvedService } from '../../resolve/resolved.ts';

/** A connection as the passes follow it. A start's source is the trigger. */
export interface Arc {
  readonly edge: Edge;
  readonly id: string;
  readonly pointer: string;
  readonly source: string;
  readonly target: string;
  readonly port: string;
  readonly role: PortSpec['role'];
}

/** A step in the drawing. `known` is null where its kind or its settings are not usable: nothing is said about it then. */
export interface Place {
  readonly node: Node;
  readonly pointer: string;
  /** The container it lives in, `null` for the run itself. */
  readonly parent: string | null;
  readonly known: ResolvedNode | null;
  readonly ports: readonly PortSpec[];
  readonly out: readonly Arc[];
  readonly in: readonly Arc[];
}

/** The inside of a container. Its first step is the graph's to find. */
export interface Body {
  /** Steps that live directly in it, undos aside, as they are written. */
  readonly places: readonly string[];
}

/**
 * The service as a graph. It is read as it was probably meant: an edge whose end is misspelt leads to the name that is
 * nearest, so that one fault is not reported again by all that hangs on it.
 */
export interface Drawing {
  readonly service: ResolvedService['service'];
  /** What a fix may insert. */
  readonly kinds: KindRegistry;
  readonly places: ReadonlyMap<string, Place>;
  /** What lives in each container. */
  readonly bodies: ReadonlyMap<string, Body>;
  /** Containers that live in themselves; they are drawn as if they lived in the run. */
  readonly selfish: ReadonlySet<string>;
  /** Connections between steps of different containers. Nothing follows them; their targets count as reached. */
  readonly crossing: readonly Arc[];
  /** Connections of triggers. */
  readonly starting: readonly Arc[];
  /** Steps to which an edge leads whose source nobody knows: they count as reached. */
  readonly presumed: ReadonlySet<string>;
  /** Triggers with an edge whose target nobody knows: they count as connected. */
  readonly dangling: ReadonlySet<string>;
  /**
   * Levels (a container, null for the run) in which a connection, an exit, an undo or a container has a name that nobody knows:
   * what seems to be missing there is probably what was meant.
   */
  readonly torn: ReadonlySet<string | null>;
  /** Steps whose settings contradict themselves: what they give, or turn over, nobody knows. */
  readonly unclear: ReadonlySet<string>;
  /** Steps that undo others, started by compensation only, and what they undo. */
  readonly undos: ReadonlyMap<string, string>;
}

/**
 * Draws a service; `broken` holds the ids of steps whose settings have no usable shape, `unclear` those of steps whose settings
 * contradict themselves.
 */
export function drawingOf(
  resolved: ResolvedService,
  broken: ReadonlySet<string>,
  unclear: ReadonlySet<string> = new Set(),
): Drawing {
  const { service } = resolved;
  const triggers = new Set((service.triggers ?? []).map((trigger) => trigger.id));
  const { parents, selfish, lost } = parentsOf(resolved);
  const places = new Map(
    service.nodes.map((node, index) => {
      const known = broken.has(node.id) ? null : (resolved.nodes.get(node.id) ?? null);
      const ports = known === null ? [] : known.kind.ports(known.config);
      const pointer = formatPointer(['nodes', index]);
      const parent = parents.get(node.id) ?? null;
      return [node.id, { node, pointer, parent, known, ports, out: [] as Arc[], in: [] as Arc[] }] as const;
    }),
  );
  const starting: Arc[] = [];
  const crossing: Arc[] = [];
  const presumed = new Set<string>();
  const dangling = new Set<string>();
  const torn = new Set<string | null>(lost.length > 0 ? [null, ...parents.values(), ...containersIn(resolved)] : []);
  const seen = new Set<string>();
  for (const [index, edge] of service.edges.entries()) {
    const id = edgeId(edge);
    const target = places.has(edge.target) ? edge.target : closestName(String(edge.target), places.keys());
    if (target === undefined || triggers.has(edge.target)) dangling.add(edge.source);
    if (target === undefined) torn.add(parents.get(edge.source) ?? null);
    if (seen.has(id) || target === undefined || triggers.has(edge.target)) continue;
    seen.add(id);
    const source =
      places.has(edge.source) || triggers.has(edge.source)
        ? edge.source
        : closestName(String(edge.source), [...places.keys(), ...triggers]);
    if (source === undefined) {
      presumed.add(target);
      torn.add(parents.get(target) ?? null);
      continue;
    }
    const from = places.get(source);
    const port = edge.source_handle ?? onlyPort(from?.ports ?? []);
    // Which exit was meant decides where the way goes on, and with what.
    if (from !== undefined && from.known !== null && from.ports.length > 0 && !from.ports.some(({ id }) => id === port))
      torn.add(from.parent);
    const role = from?.ports.find((each) => each.id === port)?.role ?? presumedRole(port);
    const arc: Arc = { edge, id, pointer: formatPointer(['edges', index]), source, target, port, role };
    const to = places.get(target);
    if (from === undefined) starting.push(arc);
    else if (from.parent !== to?.parent) {
      crossing.push(arc);
      presumed.add(target);
    } else {
      from.out.push(arc);
      to?.in.push(arc);
    }
  }
  const undos = new Map<string, string>();
  for (const { id, compensate_with: undo } of service.nodes) {
    if (undo !== undefined && !undos.has(undo)) undos.set(undo, id);
    if (undo !== undefined && !places.has(undo)) torn.add(parents.get(id) ?? null);
  }
  for (const id of lost) presumed.add(id);
  return {
    service,
    kinds: resolved.kinds,
    places,
    bodies: bodiesOf(resolved, places, undos),
    selfish,
    crossing,
    starting,
    presumed,
    dangling,
    torn,
    undos,
    unclear,
  };
}

function containersIn({ nodes }: ResolvedService): string[] {
  return [...nodes.values()].flatMap(({ node, kind }) => (kind.role === 'container' ? [node.id] : []));
}

/**
 * The container of each step. A parent that is none is a fault of its own: such a step is probably where those are that it is
 * connected with. `lost` lists those of which nothing tells where they are.
 */
function parentsOf({ service, nodes }: ResolvedService) {
  const selfish = new Set<string>();
  const parents = new Map<string, string>();
  const astray: string[] = [];
  const known = new Set(service.nodes.map(({ id }) => id));
  for (const { id, parent } of service.nodes) {
    if (parent === undefined) continue;
    if (nodes.get(parent)?.kind.role === 'container' || (known.has(parent) && !nodes.has(parent)))
      parents.set(id, parent);
    else astray.push(id);
  }
  const lost = astray.filter((id) => {
    const beside = service.edges.flatMap(({ source, target }) =>
      source === id ? [target] : target === id ? [source] : [],
    );
    for (const each of service.nodes) if (each.compensate_with === id) beside.push(each.id);
    const parent = beside.flatMap((each) => parents.get(each) ?? [])[0];
    if (parent !== undefined) parents.set(id, parent);
    return parent === undefined;
  });
  for (const id of [...parents.keys()]) {
    const seen = new Set<string>();
    for (let at: string | undefined = id; at !== undefined && !seen.has(at); at = parents.get(at)) seen.add(at);
    if (![...seen].some((each) => parents.get(each) === id)) continue;
    selfish.add(id);
    parents.delete(id);
  }
  return { parents, selfish, lost };
}

function bodiesOf(
  { nodes }: ResolvedService,
  places: ReadonlyMap<string, Place>,
  undos: ReadonlyMap<string, string>,
): Map<string, Body> {
  const bodies = new Map<string, { places: string[] }>();
  for (const { node, kind } of nodes.values()) if (kind.role === 'container') bodies.set(node.id, { places: [] });
  for (const { node, parent } of places.values()) {
    if (parent === null || undos.has(node.id)) continue;
    // A step of a kind that nobody knows is a container where others live in it.
    if (!nodes.has(parent) && !bodies.has(parent)) bodies.set(parent, { places: [] });
    bodies.get(parent)?.places.push(node.id);
  }
  return bodies;
}

/** Whether the source of an arc has completed when it is followed: not by an error exit. */
export function completes(arc: Arc): boolean {
  return arc.role !== 'error';
}

/** Whether a step does something that takes time or leaves a trace: a circle through it need not be counted. */
export function pauses({ known, node }: Place): boolean {
  if (known === null) return true;
  return node.disabled !== true && (known.kind.pauses || known.kind.effects(known.config).length > 0);
}

/** Without a handle an edge leaves by the only port, or by `out`. */
function onlyPort(ports: readonly PortSpec[]): string {
  const plain = ports.filter((port) => port.role !== 'error' && port.role !== 'timeout');
  return plain.length === 1 ? (plain[0]?.id ?? 'out') : 'out';
}

/** What a port probably is whose step is not known. */
function presumedRole(port: string): PortSpec['role'] {
  return port === 'error' || port === 'timeout' ? port : 'out';
}
