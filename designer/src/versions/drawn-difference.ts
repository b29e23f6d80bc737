import { edgeId, type Service } from '@omniroute/dsl';
import type { Became, Change } from './changes.ts';

/** Two states of a service in one drawing: what is gone is drawn beside what is there, each with its mark. */
export interface DrawnDifference {
  readonly service: Service;
  /** What became of a box or an arrow, by its id. */
  readonly marks: Readonly<Record<string, Became>>;
}

const DRAWN: ReadonlySet<Change['what']> = new Set(['step', 'connection', 'triggers']);

/** Draws a comparison. */
export function drawnDifference(before: Service, after: Service, changes: readonly Change[]): DrawnDifference {
  const gone = <Item>(old: readonly Item[] = [], now: readonly Item[] = [], nameOf: (item: Item) => string) => {
    const kept = new Set(now.map(nameOf));
    return old.filter((item) => !kept.has(nameOf(item)));
  };
  const byId = ({ id }: { readonly id: string }) => id;
  return {
    service: {
      ...after,
      nodes: [...after.nodes, ...gone(before.nodes, after.nodes, byId)],
      edges: [...after.edges, ...gone(before.edges, after.edges, edgeId)],
      triggers: [...(after.triggers ?? []), ...gone(before.triggers, after.triggers, byId)],
    },
    marks: Object.fromEntries(changes.filter(({ what }) => DRAWN.has(what)).map(({ id, became }) => [id, became])),
  };
}
