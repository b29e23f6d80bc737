import { INT, listOf, NULL, recordOf, type Type, unionOf } from '@omniroute/expressions';
import type { Place } from '../graph/drawing.ts';
import { joinAt } from '../graph/forks.ts';
import type { Graph } from '../graph/graph.ts';
import { ERROR_TYPE } from './error-type.ts';
import { finalPlaces } from './where.ts';

/** What the turns of a container give together. `gaps`: some may have given nothing. */
export function collected(item: Type, gaps: boolean): Type {
  return recordOf({
    items: listOf(gaps ? unionOf([item, NULL]) : item),
    errors: listOf(recordOf({ index: INT, error: ERROR_TYPE })),
    count: INT,
  });
}

/** Steps of a body of which one is the last to complete: those at which a token ends, well or at a join that went on. */
export function lastPlaces(graph: Graph, container: string): readonly Place[] {
  const { drawing, meetings } = graph;
  const late = (drawing.bodies.get(container)?.places ?? []).flatMap((id) => {
    const place = drawing.places.get(id);
    const join = place === undefined ? null : joinAt(place);
    if (join === null || join.mode === 'all' || join.cancelRest) return [];
    const arcs = meetings.get(id)?.branches.flatMap((branch) => branch.arcs) ?? [];
    return arcs.flatMap((arc) => drawing.places.get(arc.source) ?? []);
  });
  return [...new Set([...finalPlaces(graph, container), ...late])];
}
