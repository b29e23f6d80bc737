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
  private readonly evaded: ReadonlySet<string>;
  private readonly table: FactTable;
  /** First connections of branches that a join may do without. */
  readonly uncertain: ReadonlySet<Arc>;
  private readonly groups: ReadonlyMap<string, readonly (readonly Doubtful[])[]>;
  private readonly after = new Map<string, bigint>();
  private readonly own = new Map<string, bigint>();

  constructor(graph: Graph, table: FactTable) {
    this.graph = graph;
    this.table = table;
    this.groups = groupsOf(graph);
    this.uncertain = new Set(
      [...this.groups.values()].flatMap((groups) => groups.flat().flatMap(({ arc, sure }) => (sure ? [] : [arc]))),
    );
    this.evaded = evadedForks(graph);
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
    const after = this.behind(place, own) | this.table.reached(id);
    const same = this.after.get(id) === after && this.own.get(id) === own;
    this.own.set(id, own);
    this.after.set(id, after);
    return !same;
  }

  private completion(place: Place): bigint {
    const { known, node } = place;
    const bit = this.table.step(node.id) ?? 0n;
    // What a step does of which nobody knows what it is may be all that is missing.
    if (known === null) return bit | this.table.output | this.table.variables;
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
    if (this.evaded.has(place.node.id)) ways.push(own);
    if (known?.kind.split?.(known.config) === 'all') ways.push(this.allOf(place, onwards, own));
    else {
      if (isFinal(place)) ways.push(own);
      for (const arc of onwards) ways.push(own | this.from(arc.target));
    }
    return meet(ways, this.table.all);
  }

  /** All branches start: each brings what it does, those that may be cancelled or left out only what they have in common. */
  private allOf({ node }: Place, arcs: readonly Arc[], own: bigint): bigint {
    let bits = own;
    for (const arc of arcs) if (!this.uncertain.has(arc)) bits |= this.from(arc.target);
    for (const group of this.groups.get(node.id) ?? [])
      bits |= meet(
        group.map(({ arc }) => this.from(arc.target)),
        this.table.all,
      );
    return bits;
  }
}

/** What several ways have in common. */
function meet(ways: readonly bigint[], none: bigint): bigint {
  return ways.reduce((bits, way) => bits & way, none);
}

/** First connections of branches of which a join may do without some: one of them comes, but nobody knows which. */
function groupsOf({ meetings, forks, drawing }: Graph): ReadonlyMap<string, readonly (readonly Doubtful[])[]> {
  const found = new Map<string, (readonly Doubtful[])[]>();
  const splits = new Map(forks.map((fork) => [fork.place.node.id, fork]));
  for (const { node, fork, branches, cancelRest } of meetings.values()) {
    const split = splits.get(fork);
    const waits = waitsForAll(drawing.places.get(node));
    if (split === undefined || (waits && !cancelRest)) continue;
    const group = branches.flatMap(({ index, certain }) => {
      const arc = split.branches[index]?.arc;
      return arc === undefined ? [] : [{ arc, sure: waits && certain }];
    });
    found.set(fork, [...(found.get(fork) ?? []), group]);
  }
  return found;
}

/** A branch that a join may do without, or, `sure`, one that it waits for all the same. */
interface Doubtful {
  readonly arc: Arc;
  readonly sure: boolean;
}

/** Forks whose branches may all fail and be left out, so that nothing comes to where they meet. */
function evadedForks({ meetings, drawing }: Graph): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { node, fork } of meetings.values()) {
    const place = drawing.places.get(node);
    const join = place === undefined ? null : joinAt(place);
    if (join?.mode === 'all' && join.onBranchError === 'ignore') found.add(fork);
  }
  return found;
}

/** Whether tokens meet at a step only when every branch that can still come has come well. */
export function waitsForAll(place: Place | undefined): boolean {
  const join = place === undefined ? null : joinAt(place);
  return join === null || (join.mode === 'all' && join.onBranchError === 'fail');
}
