import { graphlib, layout } from '@dagrejs/dagre';
import type { Service } from '@omniroute/dsl';
import { edgeId } from '@omniroute/dsl';
import type { KindDefinition, PortSpec } from '@omniroute/kind-sdk';

/** One box of the drawing: a step or a trigger, with a fixed size and its exits. */
export interface BoxView {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly icon: string;
  readonly trigger: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Exits that are drawn: those with an edge, and those people expect to see. */
  readonly ports: readonly { readonly id: string; readonly label: string; readonly role: PortSpec['role'] }[];
}

export interface EdgeView {
  readonly id: string;
  readonly source: string;
  readonly port: string;
  readonly target: string;
  readonly label: string;
}

/** A service as boxes and arrows; positions of the document where it has them, else laid out from top to bottom. */
export interface GraphView {
  readonly boxes: readonly BoxView[];
  readonly edges: readonly EdgeView[];
}

const TRIGGER_SIZE = { width: 180, height: 56 };
const UNKNOWN_SIZE = { width: 220, height: 64 };
type Kinds = Readonly<Record<string, KindDefinition>>;

/** Draws a document. Kinds that this page does not know are drawn as plain boxes with an exit `out`. */
export function graphView(service: Service, kinds: Kinds): GraphView {
  const edges = service.edges.map((edge) => {
    const port = edge.source_handle ?? 'out';
    return { id: edgeId(edge), source: edge.source, port, target: edge.target, label: edge.label ?? '' };
  });
  const usedPorts = new Map<string, Set<string>>();
  for (const { source, port } of edges) usedPorts.set(source, (usedPorts.get(source) ?? new Set()).add(port));
  const starting = new Set(edges.map((edge) => edge.source));
  const unplaced: Omit<BoxView, 'x' | 'y'>[] = [
    ...(service.triggers ?? [])
      .filter((trigger) => starting.has(trigger.id))
      .map((trigger) => ({
        id: trigger.id,
        title: trigger.name ?? trigger.id,
        subtitle: trigger.type,
        icon: 'zap',
        trigger: true,
        ...TRIGGER_SIZE,
        ports: [{ id: 'out', label: '', role: 'out' as const }],
      })),
    ...service.nodes.map((node) => {
      const kind = kinds[node.type];
      const specs: readonly PortSpec[] = kind?.ports(node.config ?? {}) ?? [{ id: 'out', role: 'out' }];
      const used = usedPorts.get(node.id) ?? new Set<string>();
      const ports = specs.filter((spec) => used.has(spec.id) || spec.role === 'outcome' || spec.role === 'branch');
      return {
        id: node.id,
        title: node.name ?? node.id,
        subtitle: kind?.title ?? node.type,
        icon: kind?.icon ?? 'box',
        trigger: false,
        ...(kind?.size ?? UNKNOWN_SIZE),
        ports: ports.map((spec) => ({
          id: spec.id,
          label: spec.id === 'out' ? '' : (spec.label ?? spec.id),
          role: spec.role,
        })),
      };
    }),
  ];
  return { boxes: place(unplaced, edges, service), edges };
}

/** Positions of the document if every step has one and no two steps lie on each other; else a layered layout. */
function place(boxes: readonly Omit<BoxView, 'x' | 'y'>[], edges: readonly EdgeView[], service: Service): BoxView[] {
  const given = new Map([...service.nodes, ...(service.triggers ?? [])].map((item) => [item.id, item.position]));
  const spots = boxes.map((box) => given.get(box.id));
  const complete =
    spots.every((spot) => spot !== undefined) &&
    new Set(spots.map((spot) => `${spot?.x},${spot?.y}`)).size === spots.length;
  if (complete && !overlap(boxes, spots as { x: number; y: number }[])) {
    return boxes.map((box, index) => ({ ...box, ...(spots[index] as { x: number; y: number }) }));
  }
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 48, ranksep: 64 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const { source, target } of edges)
    if (graph.hasNode(source) && graph.hasNode(target)) graph.setEdge(source, target);
  layout(graph);
  return boxes.map((box) => {
    const spot = graph.node(box.id) as { x: number; y: number };
    return { ...box, x: spot.x - box.width / 2, y: spot.y - box.height / 2 };
  });
}

function overlap(boxes: readonly Omit<BoxView, 'x' | 'y'>[], spots: readonly { x: number; y: number }[]): boolean {
  return boxes.some((a, i) =>
    boxes.some((b, j) => {
      const [p, q] = [spots[i], spots[j]];
      if (j <= i || p === undefined || q === undefined) return false;
      return p.x < q.x + b.width && q.x < p.x + a.width && p.y < q.y + b.height && q.y < p.y + a.height;
    }),
  );
}
