import { type Facts, forget, NO_FACTS } from '@omniroute/expressions';
import type { Place } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';
import { assignedBy } from './fact-table.ts';
import { containersOf, levelOf, seenFrom, type Where } from './where.ts';

/** What steps write: their own output, and variables. Facts about that do not outlive the writing. */
export class Writers {
  private readonly graph: Graph;
  /** Variables that a step sets, or anything inside it. */
  private readonly variables = new Map<string, Set<string>>();
  private readonly setters = new Map<string, string[]>();

  constructor(graph: Graph) {
    this.graph = graph;
    for (const place of graph.drawing.places.values()) {
      for (const name of assignedBy(place)) {
        for (const id of [place.node.id, ...containersOf(graph.drawing, place.node.id)]) add(this.variables, id, name);
        this.setters.set(name, [...(this.setters.get(name) ?? []), place.node.id]);
      }
    }
  }

  /** What stays known when a step is left, well or not. */
  after(facts: Facts, { node }: Place): Facts {
    return this.withoutVariables(forget(facts, ['nodes', node.id]), [node.id]);
  }

  /** What stays known as any turn of a container begins, and ends. */
  inside(facts: Facts, place: Place): Facts {
    return this.withoutVariables(withoutTurn(facts, place), [place.node.id]);
  }

  /** What stays known where branches of a fork come together: nothing that a branch writes. */
  afterFork(facts: Facts, fork: string): Facts {
    const steps = this.graph.tokens.flatMap(({ territories, andGraphs }) => [
      ...territories.flatMap((each) => (each.fork.id === fork ? [...each.units.keys()] : [])),
      ...andGraphs.flatMap((each) => (each.fork.id === fork ? [...each.nodes] : [])),
    ]);
    const left = steps.reduce((known, id) => forget(known, ['nodes', id]), facts);
    return this.withoutVariables(left, steps);
  }

  /** What stays known although others run at the same time: nothing that one of them writes. */
  undisturbed(facts: Facts, where: Where): Facts {
    const { drawing } = this.graph;
    const beside = (writer: string, at: Where, level: string | null) =>
      this.graph.together(writer, typeof at === 'string' ? at : (at.endOf ?? writer), level);
    let left = facts;
    for (const name of namesIn(facts, 'nodes'))
      if (beside(name, seenFrom(drawing, where, name), levelOf(drawing, name))) left = forget(left, ['nodes', name]);
    for (const name of namesIn(facts, 'vars'))
      if ((this.setters.get(name) ?? []).some((writer) => beside(writer, where, null)))
        left = forget(left, ['vars', name]);
    return left;
  }

  private withoutVariables(facts: Facts, steps: readonly string[]): Facts {
    let left = facts;
    for (const step of steps) for (const name of this.variables.get(step) ?? []) left = forget(left, ['vars', name]);
    return left;
  }
}

/** Inside a container its own output is another, and names of a turn are those of its turns. */
export function withoutTurn(facts: Facts, { node, known }: Place): Facts {
  const body = known?.kind.body?.(known.config);
  const left = forget(forget(facts, `loop.${node.id}`.split('.')), ['nodes', node.id]);
  return body?.index === false && body.item === null ? left : forget(forget(left, ['item']), ['index']);
}

/** Names below a root of which something is known. */
function namesIn(facts: Facts, root: string): readonly string[] {
  const below = facts.at?.[`.${root}`] ?? NO_FACTS;
  return Object.keys(below.at ?? {}).flatMap((key) => (key.startsWith('.') ? [key.slice(1)] : []));
}

function add(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set.add(value));
}
