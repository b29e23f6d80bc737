import type { Edge, EdgeId, Node, Service } from '@omniroute/dsl';
import type { ServiceReader } from '../service/service-reader.ts';
import { type Fill, repaired } from './normalise.ts';
import { rememberingNames, rememberingRepairs } from './remembering.ts';

/** What canvas, outline and inspector see: never changed, a new one after each change of the document. */
export interface GraphView {
  /** The whole service, repaired; compiled and simulated as it is. */
  readonly service: Service;
  /** By id, in the order of the service. */
  readonly nodes: ReadonlyMap<string, Node>;
  readonly edges: ReadonlyMap<string, Edge>;
  /** Edges that are not shown because an end of theirs is not there. */
  readonly hidden: readonly EdgeId[];
}

/** A document that is looked at. */
export interface GraphBinding {
  view(): GraphView;
  /** Called after each change that can be seen; returns how to stop. */
  subscribe(listener: (view: GraphView) => void): () => void;
  destroy(): void;
}

/**
 * Follows a document: of each transaction only the items that it touched are read again, all others stay the same objects,
 * so that a component which shows one step is drawn again only when that step changes.
 */
export function bindGraph(reader: ServiceReader, fill: Fill): GraphBinding {
  const listeners = new Set<(view: GraphView) => void>();
  const repairs = rememberingRepairs(fill);
  const [nodesById, edgesById] = [rememberingNames<Node>('nodes'), rememberingNames<Edge>('edges')];
  const look = (): GraphView => {
    const { service, hidden } = repaired(reader.service(), repairs);
    return { service, nodes: nodesById(service.nodes), edges: edgesById(service.edges), hidden };
  };
  let view = look();
  const stop = reader.subscribe(() => {
    view = look();
    for (const listener of listeners) listener(view);
  });
  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    destroy() {
      stop();
      listeners.clear();
    },
  };
}
