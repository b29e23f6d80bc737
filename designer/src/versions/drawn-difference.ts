import { type Edge, edgeId, type Service } from '@omniroute/dsl';
import type { Became, Change } from './changes.ts';

/** Two states of a service in one drawing: what is gone is drawn beside what is there, each with its mark in words. */
export interface DrawnDifference {
  readonly service: Service;
  /** What became of a box, by its id. */
  readonly marks: Readonly<Record<string, Became>>;
}

/** Draws a comparison. `word` says what became of a connection. */
export function drawnDifference(
  before: Service,
  after: Service,
  changes: readonly Change[],
  word: (became: Became) => string,
): DrawnDifference {
  const edges = new Map(changes.filter(({ what }) => what === 'connection').map(({ id, became }) => [id, became]));
  const marked = (edge: Edge): Edge => {
    const became = edges.get(edgeId(edge));
    if (became === undefined) return edge;
    return { ...edge, label: edge.label === undefined ? word(became) : `${edge.label} (${word(became)})` };
  };
  const boxes = changes.filter(({ what }) => what === 'step' || what === 'triggers');
  const gone = <Item>(old: readonly Item[] = [], now: readonly Item[] = [], nameOf: (item: Item) => string) => {
    const kept = new Set(now.map(nameOf));
    return old.filter((item) => !kept.has(nameOf(item)));
  };
  const byId = ({ id }: { readonly id: string }) => id;
  return {
    service: {
      ...after,
      nodes: [...after.nodes, ...gone(before.nodes, after.nodes, byId)],
      edges: [...after.edges, ...gone(before.edges, after.edges, edgeId)].map(marked),
      triggers: [...(after.triggers ?? []), ...gone(before.triggers, after.triggers, byId)],
    },
    marks: Object.fromEntries(boxes.map(({ id, became }) => [id, became])),
  };
}
