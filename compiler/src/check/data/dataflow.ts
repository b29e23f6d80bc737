import type { Arc, Place } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';
import type { Meeting } from '../graph/meeting.ts';
import { FactTable } from './fact-table.ts';
import { Gains, waitsForAll } from './gains.ts';
import { containersOf, END, isVisible, leavesEarly, levelOf, seenFrom, type Where } from './where.ts';

/**
 * What is true on every way to a place: which steps have completed, which variables have a value, whether an error is in
 * scope. One walk forward until nothing changes: of ways that exclude each other what they have in common, at a meeting of
 * branches what those bring that surely arrive. The inside of a container begins with what its container was entered with.
 */
export class Dataflow {
  readonly table: FactTable;
  private readonly graph: Graph;
  private readonly gains: Gains;
  private readonly splits: ReadonlyMap<string, Place>;
  private readonly branches: ReadonlyMap<string, readonly { readonly arc: Arc }[]>;
  private readonly entered = new Map<string, bigint>();
  private readonly ends = new Map<string | null, bigint>();

  constructor(graph: Graph) {
    this.graph = graph;
    this.table = new FactTable(graph);
    this.gains = new Gains(graph, this.table);
    this.splits = new Map(graph.forks.map(({ place }) => [place.node.id, place]));
    this.branches = new Map(graph.forks.map(({ place, branches }) => [place.node.id, branches]));
    // Beside the first, a step to which nothing leads is no start where a connection was to lead to it.
    const torn = graph.drawing.torn.has(null);
    const starts = new Set(
      graph.starts.flatMap(({ node, trigger }, at) => (torn && trigger === null && at > 0 ? [] : [node])),
    );
    for (let changed = true; changed; ) {
      changed = false;
      for (const id of graph.order) {
        const place = graph.drawing.places.get(id);
        if (place === undefined) continue;
        const now = this.entry(place, starts.has(id));
        if (this.entered.get(id) === now) continue;
        this.entered.set(id, now);
        changed = true;
      }
      changed &&= graph.back.size > 0;
    }
  }

  /**
   * Whether `step` has completed on every way to `where`. In a graph that nobody can follow for certain, and for a step that
   * no path reaches, everything has: what is wrong there is reported once, as that.
   */
  always(step: string, where: Where): boolean {
    if (!this.graph.followable) return true;
    if (this.graph.drawing.undos.has(step)) return false;
    const bit = this.table.step(step);
    return bit === undefined || (this.facts(where) & bit) !== 0n;
  }

  /** Whether `step` has completed on no way to `where`, nor can it while `where` is reached. */
  never(step: string, where: Where): boolean {
    const { drawing, followable } = this.graph;
    if (!followable || !isVisible(drawing, step, where) || this.always(step, where)) return false;
    if (drawing.undos.has(step)) return true;
    // An undo runs because its step has done something, or may have.
    if (step !== where && step === this.origin(where)) return false;
    const to = seenFrom(drawing, this.origin(where), step);
    if (typeof to !== 'string') return false;
    return !this.leadsTo(step, to) && (step === to || !this.graph.together(step, to, levelOf(drawing, step)));
  }

  /** Whether a variable has a value on every way to a place. */
  has(variable: string, where: Where): boolean {
    const bit = this.table.variable(variable);
    return !this.graph.followable || bit === undefined || (this.facts(where) & bit) !== 0n;
  }

  /** Whether an error is in scope: only where every way begins at an error or timeout exit. An undo has one always. */
  errorAt(where: Where): boolean {
    return !this.graph.followable || (this.facts(where) & this.table.error) !== 0n;
  }

  /** Whether every run has been given its output by a step. */
  givesOutput(): boolean {
    return !this.graph.followable || (this.facts(END) & this.table.output) !== 0n;
  }

  /** Whether the completion of a step brings a fact with it. */
  brings(step: string, fact: bigint | undefined): boolean {
    return fact !== undefined && (this.gains.of(step) & fact) !== 0n;
  }

  /** Whether a branch begins here that a join may do without. */
  isDoubtful(arc: Arc): boolean {
    return this.gains.uncertain.has(arc);
  }

  /** Where the facts about a place come from: an undo sees what its step did. */
  origin(where: Where): Where {
    return typeof where === 'string' ? (this.graph.drawing.undos.get(where) ?? where) : where;
  }

  private facts(where: Where): bigint {
    const { table } = this;
    if (typeof where !== 'string') {
      const known = this.ends.get(where.endOf);
      if (known !== undefined) return known;
      const facts =
        where.endOf === null
          ? this.atRunEnd()
          : this.begin(where.endOf) | this.gains.from(this.graph.rootOf(where.endOf));
      this.ends.set(where.endOf, facts);
      return facts;
    }
    const undone = this.graph.drawing.undos.get(where);
    if (undone === undefined) return this.entered.get(where) ?? table.all;
    return this.kept(undone) | table.error;
  }

  /** The run is over when no token is left, or at once where a step ends it. */
  private atRunEnd(): bigint {
    let facts = this.table.all;
    const initial = this.table.variablesOf(null).initial;
    for (const { node } of this.graph.starts) facts &= initial | this.gains.from(node);
    for (const id of this.graph.order) {
      const place = this.graph.drawing.places.get(id);
      const known = place?.known ?? null;
      if (known?.kind.ends?.(known.config) === 'run')
        facts &= (this.entered.get(id) ?? this.table.all) | this.gains.of(id);
    }
    return facts;
  }

  /**
   * What an undo can count on of what was true when its step was entered. Branches around it may be cancelled by now, which
   * takes back what they wrote, and containers around it may be over.
   */
  private kept(step: string): bigint {
    const { drawing, tokens } = this.graph;
    let facts = this.entered.get(step) ?? this.table.all;
    const around = [step, ...containersOf(drawing, step)];
    const before = (fork: string) => (this.entered.get(fork) ?? this.table.all) | ~this.table.variables;
    for (const { territories, andGraphs } of tokens) {
      for (const { fork, units } of territories) if (around.some((id) => units.has(id))) facts &= before(fork.id);
      for (const { fork, nodes } of andGraphs) if (around.some((id) => nodes.has(id))) facts &= before(fork.id);
    }
    for (const container of around.slice(1)) facts &= ~this.table.variablesOf(container).all;
    return facts;
  }

  /** What the inside of a container begins with. */
  private begin(container: string): bigint {
    const { all, initial } = this.table.variablesOf(container);
    return ((this.entered.get(container) ?? this.table.all) & ~all) | initial;
  }

  private entry(place: Place, starts: boolean): bigint {
    const { id } = place.node;
    let facts = this.table.all;
    if (starts) facts &= this.table.variablesOf(null).initial;
    if (place.parent !== null && this.graph.rootOf(place.parent) === id) facts &= this.begin(place.parent);
    const meeting = this.graph.meetings.get(id);
    const meant = new Set<Arc>();
    if (meeting !== undefined) {
      facts &= this.meeting(place, meeting);
      for (const { arcs } of meeting.branches) for (const arc of arcs) meant.add(arc);
    }
    for (const arc of place.in) if (!meant.has(arc)) facts &= this.along(arc);
    return facts;
  }

  /** Branches that run together: one of them has come, and those that are sure to come have. */
  private meeting(place: Place, meeting: Meeting): bigint {
    const branches = this.branches.get(meeting.fork) ?? [];
    const arrivals = meeting.branches.map(({ arcs, certain, index }) => ({
      certain: certain && (meeting.by === 'edges' || this.comesTo(branches[index]?.arc, meeting.node)),
      facts: arcs.reduce((facts, arc) => facts & this.along(arc), this.table.all),
    }));
    const common = arrivals.reduce((facts, arrival) => facts & arrival.facts, this.table.all);
    const split = this.splits.get(meeting.fork)?.known ?? null;
    if (split?.kind.split?.(split.config) !== 'all' || !waitsForAll(place))
      return this.withErrorOf(meeting.fork, common);
    const brought = arrivals.reduce((facts, arrival) => (arrival.certain ? facts | arrival.facts : facts), common);
    return this.withErrorOf(meeting.fork, brought);
  }

  /** Whether every way that begins with a connection comes to a meeting. */
  private comesTo(arc: Arc | undefined, meeting: string): boolean {
    return arc !== undefined && (this.gains.from(arc.target) & this.table.reached(meeting)) !== 0n;
  }

  /** Behind a meeting an error is in scope where one was before the split: what a branch met is the branch's own. */
  private withErrorOf(fork: string, facts: bigint): bigint {
    const before = this.entered.get(fork) ?? this.table.all;
    return (facts & ~this.table.error) | (before & this.table.error);
  }

  /** What is true when a connection is followed. */
  private along(arc: Arc): bigint {
    const source = this.graph.drawing.places.get(arc.source);
    const entered = this.entered.get(arc.source);
    if (source === undefined || entered === undefined) return this.table.all;
    const fails = arc.role === 'error' || arc.role === 'timeout' ? this.table.error : 0n;
    return entered | fails | (leavesEarly(source, arc) ? 0n : this.gains.of(arc.source));
  }

  private leadsTo(step: string, where: string): boolean {
    const { drawing } = this.graph;
    const seen = new Set((drawing.places.get(step)?.out ?? []).map((arc) => arc.target));
    // Readers mostly stand near: the search ends as soon as it has found one.
    for (const id of seen) {
      if (id === where) return true;
      for (const arc of drawing.places.get(id)?.out ?? []) seen.add(arc.target);
    }
    return false;
  }
}
