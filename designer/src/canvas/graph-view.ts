import type { Service } from '@omniroute/dsl';
import { edgeId } from '@omniroute/dsl';
import type { KindDefinition, PortSpec } from '@omniroute/kind-sdk';
import { placeBoxes } from './place-boxes.ts';

/** One box of the drawing: a step or a trigger, with its size and its exits. A container is as large as what is in it. */
export interface BoxView {
  readonly id: string;
  /** The box it is drawn in; its place is counted from that one's corner. */
  readonly parent: string | null;
  readonly container: boolean;
  readonly title: string;
  readonly subtitle: string;
  readonly icon: string;
  readonly trigger: boolean;
  /** Whether it is undone by a step beside it, or is such a step. */
  readonly undo: 'undone' | 'undoes' | null;
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
  /** Not a way to go: from a step to the one beside it that undoes it. */
  readonly undo: boolean;
}

/**
 * A service as boxes and arrows, every box behind the one it is drawn in; positions of the document where it has them,
 * else laid out from top to bottom.
 */
export interface GraphView {
  readonly boxes: readonly BoxView[];
  readonly edges: readonly EdgeView[];
}

const TRIGGER_SIZE = { width: 180, height: 56 };
const UNKNOWN_SIZE = { width: 220, height: 64 };
type Kinds = Readonly<Record<string, KindDefinition>>;

/** Draws a document. Kinds that this page does not know are drawn as plain boxes with an exit `out`. */
export function graphView(service: Service, kinds: Kinds): GraphView {
  const ways = service.edges.map((edge) => {
    const port = edge.source_handle ?? 'out';
    return { id: edgeId(edge), source: edge.source, port, target: edge.target, label: edge.label ?? '', undo: false };
  });
  const undos = service.nodes.flatMap(({ id, compensate_with: by }) =>
    by === undefined ? [] : [{ id: `${id}~${by}`, source: id, port: 'undo', target: by, label: '', undo: true }],
  );
  const undoing = new Set(undos.map((edge) => edge.target));
  const usedPorts = new Map<string, Set<string>>();
  for (const { source, port } of ways) usedPorts.set(source, (usedPorts.get(source) ?? new Set()).add(port));
  const containers = new Set(service.nodes.filter(({ type }) => kinds[type]?.role === 'container').map(({ id }) => id));
  const starting = new Set(ways.map((edge) => edge.source));
  const unplaced: Omit<BoxView, 'x' | 'y'>[] = [
    ...(service.triggers ?? [])
      .filter((trigger) => starting.has(trigger.id))
      .map((trigger) => ({
        id: trigger.id,
        parent: null,
        container: false,
        title: trigger.name ?? trigger.id,
        subtitle: trigger.type,
        icon: 'zap',
        trigger: true,
        undo: null,
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
        parent: containers.has(node.parent ?? '') ? (node.parent as string) : null,
        container: kind?.role === 'container',
        title: node.name ?? node.id,
        subtitle: kind?.title ?? node.type,
        icon: kind?.icon ?? 'box',
        trigger: false,
        undo:
          node.compensate_with !== undefined ? ('undone' as const) : undoing.has(node.id) ? ('undoes' as const) : null,
        ...(kind?.size ?? UNKNOWN_SIZE),
        ports: ports.map((spec) => ({
          id: spec.id,
          label: spec.id === 'out' ? '' : (spec.label ?? spec.id),
          role: spec.role,
        })),
      };
    }),
  ];
  const given = new Map([...service.nodes, ...(service.triggers ?? [])].map(({ id, position }) => [id, position]));
  const edges = [...ways, ...undos];
  return { boxes: placeBoxes(unplaced, edges, given), edges };
}
