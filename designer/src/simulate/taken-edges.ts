import { type Edge, edgeId, type Service } from '@omniroute/dsl';
import { type Plan, parseKey, prefixOf, type RunEvent, serviceOf } from '@omniroute/plan';
import { isObject } from '@omniroute/primitives';

type Ended = Extract<RunEvent, { type: 'visit' }> & { readonly port: string };

/** Ids of the connections that tokens went along, in any turn of any container. `trigger`: what started the run. */
export function takenEdges(
  plan: Plan,
  service: Service,
  events: readonly RunEvent[],
  trigger: string | undefined,
  isShown: (key: string) => boolean = () => true,
): ReadonlySet<string> {
  const bySource = new Map<string, Edge[]>();
  for (const edge of service.edges) bySource.set(edge.source, [...(bySource.get(edge.source) ?? []), edge]);
  const ops = new Map(plan.nodes.map((node) => [node.id, serviceOf(plan, node.region) === 0 ? node.op : null]));
  const taken = new Set<string>();
  if (trigger !== undefined && events.length > 0)
    for (const edge of bySource.get(trigger) ?? []) taken.add(edgeId(edge));
  for (const [index, event] of events.entries()) {
    if (event.type !== 'visit' || event.port === undefined || event.key.includes('/') || !isShown(event.key)) continue;
    const ended = event as Ended;
    const ports = portsOf(ended);
    const leaving = bySource.get(event.node) ?? [];
    // A split that starts all its branches names none of them.
    const isFork = ops.get(event.node) === 'fork';
    const edges = leaving.filter(({ source_handle: port = 'out' }) =>
      isFork ? port !== 'error' : ports.includes(port),
    );
    for (const edge of edges)
      if (isFork || isAlone(edge, edges) || isVisitedNext(edge, ended, events, index)) taken.add(edgeId(edge));
  }
  return taken;
}

/** Where a visit left: by several ports at once where every branch that holds is taken. */
function portsOf({ port, output }: Ended): readonly string[] {
  const branches = isObject(output) ? (output as { branches?: unknown }).branches : undefined;
  return Array.isArray(branches) && branches.includes(port) ? branches.map(String) : [port];
}

const isAlone = (edge: Edge, edges: readonly Edge[]) =>
  edges.every((other) => other === edge || (other.source_handle ?? 'out') !== (edge.source_handle ?? 'out'));

/** Connections that share a port, as errors with different codes do, are told apart by where the token came. */
function isVisitedNext(edge: Edge, from: Ended, events: readonly RunEvent[], index: number): boolean {
  const frame = frameOf(from.key);
  for (const event of events.slice(index + 1)) {
    if (event.type !== 'visit' || frameOf(event.key) !== frame) continue;
    if (event.node === edge.target) return true;
    if (event.node === from.node) return false;
  }
  return false;
}

/** The turn of the container that a key is in: its path without the node's own visit. */
export function frameOf(key: string): string {
  const { path } = parseKey(key);
  const dot = path.lastIndexOf('.');
  return `${prefixOf(key)}${dot < 0 ? '' : path.slice(0, dot)}`;
}
