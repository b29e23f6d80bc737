import { edgeId, type Service } from '@omniroute/dsl';
import type { Played } from '../protocol.ts';
import type { Coverage } from '../simulation-state.ts';

/** What scenarios reached, and what they did not. */
export interface CoverageFigures extends Coverage {
  /** Triggers that began one of them. */
  readonly started: ReadonlySet<string>;
  readonly allSteps: number;
  readonly allEdges: number;
  readonly missingSteps: readonly string[];
  readonly missingEdges: readonly string[];
}

/** Steps and connections that any of the runs reached. */
export function coverageOf(service: Service, played: Iterable<Played>): CoverageFigures {
  const [seen, taken, started] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const each of played) {
    if (!each.ok) continue;
    if (each.scenario.trigger !== undefined) started.add(each.scenario.trigger);
    for (const { node } of each.simulation.path) seen.add(node);
    for (const edge of each.edges) taken.add(edge);
  }
  const nodes = service.nodes.filter(({ disabled }) => disabled !== true).map(({ id }) => id);
  const edges = service.edges.map(edgeId);
  return {
    steps: new Set(nodes.filter((id) => seen.has(id))),
    started,
    edges: new Set(edges.filter((id) => taken.has(id))),
    allSteps: nodes.length,
    allEdges: edges.length,
    missingSteps: nodes.filter((id) => !seen.has(id)),
    missingEdges: edges.filter((id) => !taken.has(id)),
  };
}
