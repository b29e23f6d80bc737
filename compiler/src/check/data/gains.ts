import type { Arc, Place } from '../graph/drawing.ts';
import { joinAt } from '../graph/forks.ts';
import type { Graph } from '../graph/graph.ts';
import type { FactTable } from './fact-table.ts';
import { isFinal, leavesEarly } from './where.ts';

/**
 * What comes true for certain between the entry of a step and the end of its container, backwards over the graph: what all
 * ways have in common, and at a split that starts all of its branches what any of them brings.
 */
export class Gains {
  private readonly graph: Graph;
  private readonly table: FactTable;
  /** First connections of branches that a join may do without. */
  readonly uncertain: ReadonlySet<Arc>;
  private readonly after = new Map<string, bigint>();
  private readonly own = new Map<string, bigint>();

  constructor(graph: Graph, table: FactTable) {
    this.graph = graph;
    this.table = table;
    this.uncertain = uncertainBranches(graph);
    // Where nothing goes back one walk is enough: bodies stand behind their container, targets behind their source.
    for (let changed = true; changed; ) {
      changed = false;
      for (let at = graph.order.length - 1; at >= 0; at -= 1) {
        const place = graph.drawing.places.get(graph.order[at] as string);
        if (place !== undefined) changed = this.visit(place) || changed;
      }
      changed &&= graph.back.size > 0;
    }
  }

  /** From the entry of a step on. A way that never ends well brings everything. */
  from(step: string | null): bigint {
    return (step === null ? undefined : this.after.get(step)) ?? this.table.all;
  }

  /** By the completion of the step itself. */
  of(step: string): bigint {
    return this.own.get(step) ?? 0n;
  }

  private visit(place: Place): boolean {
    const { id } = place.node;
    const own = this.completion(place);
    const after = this.behind(place, own);
    const same = this.after.get(id) === after && this.own.get(id) === own;
    this.own.set(id, own);
    this.after.set(id, after);
    return !same;
  }

  private completion(place: Place): bigint {
    const { known, node } = place;
    const bit = this.table.step(node.id) ?? 0n;
    if (known === null) return bit | this.table.output;
    if (node.disabled === true) return bit;
    // After a failure that is passed over only the visit itself is certain.
    if (node.on_error !== undefined) return bit;
    const given = (known.kind.gives?.(known.config) ?? null) === null ? 0n : this.table.output;
    const body = known.kind.body?.(known.config);
    const inside =
      body?.certain === true ? this.from(this.graph.rootOf(node.id)) & ~this.table.variablesOf(node.id).all : 0n;
    return bit | given | inside | this.table.assignedBy(place);
  }

  private behind(place: Place, own: bigint): bigint {
    const { known, out } = place;
    const early = out.filter((arc) => leavesEarly(place, arc));
    const onwards = out.filter((arc) => !leavesEarly(place, arc));
    const ways = early.map((arc) => this.from(arc.target));
    if (known?.kind.split?.(known.config) === 'all') ways.push(this.allOf(onwards, own));
    else {
      if (isFinal(place)) ways.push(own);
      for (const arc of onwards) ways.push(own | this.from(arc.target));
    }
    return meet(ways, this.table.all);
  }

  /** All branches start: each brings what it does, those that may be cancelled or left out only what they have in common. */
  private allOf(arcs: readonly Arc[], own: bigint): bigint {
    const doubtful = arcs.filter((arc) => this.uncertain.has(arc));
    const certain = arcs.filter((arc) => !this.uncertain.has(arc));
    const common =
      doubtful.length === 0
        ? 0n
        : meet(
            doubtful.map((arc) => this.from(arc.target)),
            this.table.all,
          );
    return certain.reduce((bits, arc) => bits | this.from(arc.target), own | common);
  }
}

/** What several ways have in common. */
function meet(ways: readonly bigint[], none: bigint): bigint {
  return ways.reduce((bits, way) => bits & way, none);
}

/** First connections of branches that a join may cancel, leave out or do without. */
function uncertainBranches({ meetings, forks, drawing }: Graph): ReadonlySet<Arc> {
  const found = new Set<Arc>();
  const splits = new Map(forks.map((fork) => [fork.place.node.id, fork]));
  for (const meeting of meetings.values()) {
    const fork = splits.get(meeting.fork);
    if (fork === undefined || waitsForAll(drawing.places.get(meeting.node))) continue;
    for (const { index } of meeting.branches) {
      const arc = fork.branches.find((branch) => branch.index === index)?.arc;
      if (arc !== undefined) found.add(arc);
    }
  }
  return found;
}

/** Whether tokens meet at a step only when every branch that can still come has come well. */
export function waitsForAll(place: Place | undefined): boolean {
  const join = place === undefined ? null : joinAt(place);
  return join === null || (join.mode === 'all' && join.onBranchError === 'fail');
}
