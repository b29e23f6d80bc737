import type { CallOp, EachOp, Next, Plan, PlanLoop, PlanNode, RegionRef, ScopeOp, WhileOp } from '@omniroute/plan';
import { pausesOf, triesOf } from './attempts.ts';
import { type Cost, type Costs, MS, type Reason, UNDO_MS } from './cost.ts';
import { exitsOf } from './exits.ts';
import { turnsOf } from './turns.ts';
import { literalMs, type VisitCosts } from './visits.ts';

type Container = EachOp | WhileOp | ScopeOp | CallOp;

/**
 * Adds up what visits take along the ways through a plan. Of ways that exclude each other it takes the bounds, of branches
 * that run together the sum. A way back adds its circle as often as it may be taken.
 */
export class Walk {
  private readonly plan: Plan;
  private readonly costs: Costs;
  private readonly visits: VisitCosts;
  private readonly inside: ReadonlyMap<RegionRef, readonly number[]>;
  private readonly regions = new Map<RegionRef, Cost>();
  /** Regions that are being worked out. */
  private readonly open = new Set<RegionRef>([0]);
  /** Scopes that take turns: then nothing surely runs side by side. */
  private readonly takesTurns: boolean;
  private readonly stopsEarly: boolean;

  constructor(plan: Plan, costs: Costs, visits: VisitCosts) {
    this.plan = plan;
    this.costs = costs;
    this.visits = visits;
    this.inside = Map.groupBy(plan.nodes.keys(), (index) => (plan.nodes[index] as PlanNode).region);
    this.takesTurns = plan.nodes.some((node) => node.op === 'scope' && node.mutex !== null);
    this.stopsEarly = plan.nodes.some((node) => node.op === 'end' && node.terminate);
  }

  /** From the first step of a run to its end, whichever trigger starts it. */
  run(): Cost {
    const entries = [...new Set([this.plan.entry, ...this.plan.triggers.map(({ entry }) => entry)])];
    const level = this.level(0);
    const used = this.plan.triggers.length > 0 ? this.plan.triggers.map(({ entry }) => entry) : entries;
    return this.costs.plus(this.costs.either([...new Set(used)].map((entry) => level.from(entry))), level.turns);
  }

  private region(region: RegionRef): Cost {
    const known = this.regions.get(region);
    if (known !== undefined) return known;
    this.open.add(region);
    const level = this.level(region);
    const cost = this.costs.plus(level.from(this.plan.regions[region]?.entry ?? null), level.turns);
    this.open.delete(region);
    this.regions.set(region, cost);
    return cost;
  }

  private level(region: RegionRef) {
    const indexes = this.inside.get(region) ?? [];
    const own = new Map(indexes.map((index) => [index, this.visit(this.plan.nodes[index] as PlanNode)]));
    const back = this.waysBack(indexes);
    const ways = new Ways(this.plan, this.costs, { own, back, stopsEarly: this.stopsEarly, oneByOne: this.takesTurns });
    return { from: (entry: Next) => ways.from(entry), turns: this.costs.atMost(ways.turns()) };
  }

  /** Counted connections back of a level, and others that go backwards: those are taken without end. */
  private waysBack(indexes: readonly number[]): readonly Back[] {
    return indexes.flatMap((from) =>
      exitsOf(this.plan.nodes[from] as PlanNode).flatMap((to) => {
        if (to === null || to > from) return [];
        const loop = this.plan.loops.find((each) => isLoop(each, from, to, this.plan));
        return [{ from, to, max: loop?.max ?? Number.POSITIVE_INFINITY }];
      }),
    );
  }

  /** One visit with everything it brings about: its inside, its tries, its undo. */
  private visit(node: PlanNode): Cost {
    const own = this.visits.of(node);
    const isContainer = node.op === 'each' || node.op === 'while' || node.op === 'scope' || node.op === 'call';
    const whole = isContainer && !node.disabled ? this.container(node, own) : own;
    const undo = node.undo === null ? undefined : this.plan.nodes[node.undo.node];
    return undo === undefined ? whole : this.costs.plus(whole, this.undone(undo));
  }

  private undone(undo: PlanNode): Cost {
    const cost = this.visits.of(undo);
    const apart = this.costs.with(cost, UNDO_MS, 0, cost.most[MS] as number, cost.why[MS] ?? null);
    return this.costs.atMost(this.costs.with(apart, MS, 0, 0));
  }

  private container(node: Container, own: Cost): Cost {
    const once = this.costs.plus(own, this.turns(node));
    const limit =
      node.op === 'scope' && node.timeout?.after.holes.length === 0 ? literalMs(node.timeout.after.value) : null;
    const timed = limit === null ? once : this.within(once, limit);
    const tries = triesOf(node.retry);
    if (tries === 1) return timed;
    const why = { node: node.id, because: 'it is tried again without end' };
    const all = this.costs.times(timed, 1, tries, why);
    const pauses = pausesOf(node.retry, tries);
    const ms = (all.most[MS] as number) + pauses;
    const bound = node.total_ms === null ? ms : Math.min(ms, node.total_ms + (timed.most[MS] as number));
    return this.costs.with(all, MS, all.least[MS] as number, bound, why);
  }

  private within(cost: Cost, limit: number): Cost {
    return this.costs.with(
      cost,
      MS,
      Math.min(cost.least[MS] as number, limit),
      Math.min(cost.most[MS] as number, limit),
    );
  }

  private turns(node: Container): Cost {
    if (node.op === 'call') return this.called(node);
    const body = this.region(node.body);
    const { least, most, atOnce, why } = turnsOf(this.plan, node);
    const all = this.costs.times(body, this.isSure(node) ? least : 0, most, why);
    const rounds = this.takesTurns ? most : Math.ceil(most / atOnce);
    const ms = rounds === 0 ? 0 : rounds * (body.most[MS] as number);
    return this.costs.with(all, MS, Math.ceil((all.least[MS] as number) / atOnce), Number.isNaN(ms) ? 0 : ms, why);
  }

  /** A service that is a part of the plan takes what its nodes take; of another nobody knows. */
  private called({ id, body, errors, continue: instead }: CallOp): Cost {
    if (body === null) return this.costs.unknown({ node: id, because: 'the service it calls is found in the run' });
    if (this.open.has(body))
      return this.costs.unknown({ node: id, because: 'it calls the service that it is part of' });
    const cost = this.region(body);
    return errors.length > 0 || instead !== null ? this.costs.atMost(cost) : cost;
  }

  /** Whether a visit that ends well has surely gone through all of its inside. */
  private isSure(node: Exclude<Container, CallOp>): boolean {
    if (node.errors.length > 0 || node.continue !== null) return false;
    if (node.op === 'scope') return node.timeout?.routed !== true;
    return node.on_item_error === 'fail' && node.until === null;
  }
}

/** A connection back, and how often it may be taken. */
interface Back {
  readonly from: number;
  readonly to: number;
  readonly max: number;
}

function isLoop({ node, to, port }: PlanLoop, from: number, target: number, { nodes }: Plan): boolean {
  if (node !== from) return false;
  return to === undefined ? portsTo(nodes[from] as PlanNode, target).includes(port) : to === target;
}

/** Ports by which a step leads to another. */
function portsTo(node: PlanNode, target: number): readonly string[] {
  const found = node.errors.some(({ next }) => next === target) ? ['error'] : [];
  switch (node.op) {
    case 'decide':
      return [
        ...found,
        ...node.arms.flatMap(({ id, next }) => (next === target ? [id] : [])),
        ...(node.otherwise?.next === target ? ['default'] : []),
      ];
    case 'wait':
      return [...found, ...node.events.flatMap(({ port, next }) => (next === target ? [port] : [])), 'timeout'];
    case 'task':
      return [...found, ...node.outcomes.flatMap(({ id, next }) => (next === target ? [id] : [])), 'timeout'];
    case 'scope':
      return [...found, 'out', 'timeout'];
    default:
      return [...found, 'out'];
  }
}

interface LevelParts {
  readonly own: ReadonlyMap<number, Cost>;
  readonly back: readonly Back[];
  /** A step somewhere ends the run while others are under way. */
  readonly stopsEarly: boolean;
  readonly oneByOne: boolean;
}

/** The ways through one level, from each step to the end. */
class Ways {
  private readonly plan: Plan;
  private readonly costs: Costs;
  private readonly parts: LevelParts;
  private readonly toEnd = new Map<number, Cost>();
  /** Steps from which a token can end before it comes to where it is awaited. */
  private readonly mayStop = new Map<number, boolean>();

  constructor(plan: Plan, costs: Costs, parts: LevelParts) {
    this.plan = plan;
    this.costs = costs;
    this.parts = parts;
    for (const index of [...parts.own.keys()].sort((a, b) => b - a)) {
      this.mayStop.set(index, this.canStop(index));
      this.toEnd.set(
        index,
        this.onward(index, (next) => this.arrive(next), this.toEnd),
      );
    }
  }

  from(entry: Next): Cost {
    return entry === null ? this.costs.zero : (this.toEnd.get(entry) ?? this.costs.zero);
  }

  /** What ways back add: each time, the most that lies on a way from where it leads to where one leads back. */
  turns(): Cost {
    const { back } = this.parts;
    return this.costs.sum(
      back.map(({ from, to, max }) => {
        const circle = this.circleOf(from, to);
        const within = new Map<number, Cost>();
        const inCircle = (next: Next, forked: boolean) => {
          // Branches that leave the circle run each time; of exclusive ways only those matter that lead back.
          if (next === null || !circle.has(next)) return forked ? this.arrive(next) : this.costs.zero;
          return this.gathers(next) ? this.costs.zero : (within.get(next) ?? this.costs.zero);
        };
        for (const index of [...circle].sort((a, b) => b - a)) within.set(index, this.onward(index, inCircle, within));
        const why: Reason = {
          node: (this.plan.nodes[from] as PlanNode).id,
          because: 'nothing counts how often it leads back',
        };
        return this.costs.times(within.get(to) ?? this.costs.zero, 0, max, why);
      }),
    );
  }

  /** Steps on circles through a connection back: reached from where it leads, and leading to where it starts. */
  private circleOf(from: number, to: number): ReadonlySet<number> {
    const after = this.reach(to, (index) => exitsOf(this.plan.nodes[index] as PlanNode));
    const before = new Map<number, number[]>();
    for (const index of this.parts.own.keys())
      for (const next of exitsOf(this.plan.nodes[index] as PlanNode))
        if (next !== null) before.set(next, [...(before.get(next) ?? []), index]);
    const leading = this.reach(from, (index) => before.get(index) ?? []);
    return new Set([...after].filter((index) => leading.has(index)));
  }

  private reach(start: number, nexts: (index: number) => readonly Next[]): ReadonlySet<number> {
    const found = new Set([start]);
    for (const index of found)
      for (const next of nexts(index)) if (next !== null && this.parts.own.has(next)) found.add(next);
    return found;
  }

  private onward(index: number, arrive: (next: Next, forked: boolean) => Cost, costs: ReadonlyMap<number, Cost>): Cost {
    const node = this.plan.nodes[index] as PlanNode;
    const own = this.parts.own.get(index) ?? this.costs.zero;
    const exits = exitsOf(node).filter((next) => next === null || next > index);
    if (node.fork === null) return this.costs.plus(own, this.costs.either(exits.map((next) => arrive(next, false))));
    const branches = exits.map((next) => arrive(next, true));
    const together = this.parts.oneByOne ? this.costs.sum(branches) : this.costs.beside(branches);
    const all = node.op === 'fork' && !this.parts.stopsEarly && this.joinsWaitForAll(node.fork.joins);
    const least = all ? together.least : this.costs.either(branches).least;
    const certain =
      all && !exits.some((next) => next === null || (!this.gathers(next) && this.mayStop.get(next) === true));
    const behind = this.costs.sum(node.fork.joins.map((join) => costs.get(join) ?? this.costs.zero));
    return this.costs.sum([own, { ...together, least }, certain ? behind : this.costs.atMost(behind)]);
  }

  private joinsWaitForAll(joins: readonly number[]): boolean {
    return joins.every((index) => {
      const node = this.plan.nodes[index];
      return node?.op !== 'join' || (node.mode === 'all' && node.on_branch_error === 'fail');
    });
  }

  private arrive(next: Next): Cost {
    return next === null || this.gathers(next) ? this.costs.zero : (this.toEnd.get(next) ?? this.costs.zero);
  }

  /** Where branches meet the fork counts what follows, once. */
  private gathers(index: number): boolean {
    return this.plan.nodes[index]?.gather != null;
  }

  private canStop(index: number): boolean {
    const node = this.plan.nodes[index] as PlanNode;
    const exits = exitsOf(node).filter((next) => next === null || next > index);
    if (exits.length === 0) return true;
    const stops = (next: Next) => next === null || (!this.gathers(next) && this.mayStop.get(next) !== false);
    return exits.some(stops) || (node.fork?.joins ?? []).some((join) => this.mayStop.get(join) !== false);
  }
}
