import type { Plan, PlanNode } from '@omniroute/plan';

/** An instance of a fork, and what has arrived where its branches meet. */
interface Instance {
  readonly fork: number;
  readonly around: readonly Standing[];
  /** Branches that were begun. */
  readonly begun: readonly number[];
  readonly arrived: Map<number, Set<number>>;
  /** Where the tokens stood that were taken in and wait. */
  readonly waiting: Map<number, (readonly Standing[])[]>;
  readonly passed: Set<number>;
}

/** One level of where a token stands: the branches of an instance that it came from. */
interface Standing {
  readonly instance: Instance;
  readonly branches: readonly number[];
}

interface Token {
  at: number;
  standing: readonly Standing[];
}

/** Picks a number below `count`. */
export type Choose = (count: number) => number;

/**
 * Plays the tokens of a plan by the rules of `packages/plan/src/branches-and-bodies.decision.md`, with every choice made by
 * `choose`: which token moves next, which exit is taken. It knows no data, no time and no effects, and throws where a plan
 * breaks what the compiler has to prove.
 *
 * @returns how often each step was visited, by its index
 */
export function playTokens(plan: Plan, choose: Choose): ReadonlyMap<number, number> {
  const visits = new Map<number, number>();
  const budget = { left: 2000 };
  const play = (entry: number | null) => new Game(plan, choose, visits, budget, play).run(entry);
  play(plan.entry);
  return visits;
}

class Stop extends Error {}

class Game {
  private tokens: Token[] = [];
  private readonly instances: Instance[] = [];
  private readonly loops = new Map<string, number>();
  private readonly plan: Plan;
  private readonly choose: Choose;
  private readonly visits: Map<number, number>;
  private readonly budget: { left: number };
  private readonly playBody: (entry: number | null) => void;

  constructor(
    plan: Plan,
    choose: Choose,
    visits: Map<number, number>,
    budget: { left: number },
    playBody: (entry: number | null) => void,
  ) {
    this.plan = plan;
    this.choose = choose;
    this.visits = visits;
    this.budget = budget;
    this.playBody = playBody;
  }

  /** Until no token is left. */
  run(entry: number | null): void {
    try {
      this.move(entry, []);
      while (this.tokens.length > 0) {
        this.budget.left -= 1;
        if (this.budget.left < 0) return;
        const [token] = this.tokens.splice(this.choose(this.tokens.length), 1);
        if (token !== undefined) this.visit(token);
        this.settle();
      }
    } catch (stopped) {
      if (!(stopped instanceof Stop)) throw stopped;
      return;
    }
    for (const instance of this.instances)
      for (const [node, branches] of instance.arrived)
        if (!instance.passed.has(node) && instance.waiting.get(node)?.length)
          this.fault(node, `waits for ever with ${[...branches].join(', ')}`);
  }

  private visit({ at, standing }: Token): void {
    const node = this.node(at);
    this.visits.set(at, (this.visits.get(at) ?? 0) + 1);
    if (node.disabled) return this.move(node.out, standing, at);
    switch (node.op) {
      case 'fork': {
        if (node.fork?.flat === true) {
          for (const { next } of node.branches) this.move(next, standing, at);
          return;
        }
        return this.open(
          at,
          standing,
          [...node.branches.entries()].map(([index, { next }]) => [index, next]),
        );
      }
      case 'decide':
        return this.decide(at, node, standing);
      case 'end':
        if (node.terminate) throw new Stop();
        return;
      case 'raise':
        throw new Stop();
      case 'each':
      case 'while':
      case 'scope':
        for (
          let turns = this.choose(node.op === 'scope' ? 1 : 3) + (node.op === 'scope' ? 1 : 0);
          turns > 0;
          turns -= 1
        )
          this.playBody(this.plan.regions[node.body]?.entry ?? null);
        return this.leave(at, standing, [node.next, ...node.errors.map(({ next }) => next)]);
      case 'wait':
        return this.leave(at, standing, [
          ...node.events.map(({ next }) => next),
          ...(node.timeout?.routed === true ? [node.timeout.next] : []),
        ]);
      case 'task':
        return this.leave(at, standing, [
          ...node.outcomes.map(({ next }) => next),
          ...(node.timeout?.routed === true ? [node.timeout.next] : []),
        ]);
      default:
        return this.leave(at, standing, [node.next, ...node.errors.map(({ next }) => next)]);
    }
  }

  private decide(at: number, node: PlanNode & { op: 'decide' }, standing: readonly Standing[]): void {
    const exits = node.arms.map(({ next }, index): [number, number | null] => [index, next]);
    const otherwise =
      node.otherwise === null ? null : ([node.arms.length, node.otherwise.next] as [number, number | null]);
    if (node.mode === 'first')
      return this.leave(
        at,
        standing,
        [...exits, ...(otherwise === null ? [] : [otherwise])].map(([, next]) => next),
      );
    const taken = exits.filter(() => this.choose(2) === 1);
    if (taken.length > 0) return this.open(at, standing, taken);
    if (otherwise === null) throw new Stop();
    this.open(at, standing, [otherwise]);
  }

  private open(fork: number, around: readonly Standing[], exits: readonly (readonly [number, number | null])[]): void {
    const branches = exits.map(([branch]) => branch);
    const instance: Instance = {
      fork,
      around,
      begun: branches,
      arrived: new Map(),
      waiting: new Map(),
      passed: new Set(),
    };
    this.instances.push(instance);
    // All branches stand before one of them moves on: one that has not begun can still come.
    const begun = exits.map(([branch, next]): [number | null, Standing[]] => [
      next,
      [...around, { instance, branches: [branch] }],
    ]);
    const waiting = begun.map(([next, standing]) => ({ at: next ?? -1, standing, next }));
    this.starting = waiting;
    while (this.starting.length > 0) {
      const [first] = this.starting.splice(this.choose(this.starting.length), 1);
      if (first !== undefined) this.move(first.next, first.standing, fork);
    }
  }

  private starting: { at: number; standing: readonly Standing[]; next: number | null }[] = [];

  /** By one of several ways; a connection back that has been taken often enough is not taken again. */
  private leave(at: number, standing: readonly Standing[], ways: readonly (number | null)[]): void {
    const open = ways.filter((next) => !this.isSpent(at, next));
    if (open.length === 0) throw new Stop();
    this.move(open[this.choose(open.length)] ?? null, standing, at);
  }

  private isSpent(from: number, next: number | null): boolean {
    if (next === null || next > from) return false;
    return (this.loops.get(`${from}>${next}`) ?? 0) >= 3;
  }

  private move(next: number | null, standing: readonly Standing[], from = -1): void {
    if (next === null) return;
    if (next <= from) this.loops.set(`${from}>${next}`, (this.loops.get(`${from}>${next}`) ?? 0) + 1);
    const { gather } = this.node(next);
    if (gather === null) {
      this.tokens.push({ at: next, standing });
      return;
    }
    const own = standing.findLast(({ instance }) => instance.fork === gather.fork);
    if (own === undefined) return this.fault(next, 'is reached from outside its fork');
    const { instance, branches } = own;
    const arrived = instance.arrived.get(next) ?? new Set();
    instance.arrived.set(next, arrived);
    if (instance.passed.has(next)) {
      const node = this.node(next);
      if (gather.by === 'edges' || node.op !== 'join' || node.mode === 'all') this.fault(next, 'has gone on already');
      return;
    }
    if (gather.by === 'branches') {
      for (const branch of branches) {
        if (!gather.branches.includes(branch)) this.fault(next, `does not list branch ${branch}`);
        if (arrived.has(branch)) this.fault(next, `gets two tokens of branch ${branch}`);
      }
    }
    for (const branch of branches) arrived.add(branch);
    instance.waiting.set(next, [...(instance.waiting.get(next) ?? []), standing]);
    this.settle();
  }

  /** Lets every gather go on that has enough, until none has. */
  private settle(): void {
    for (let changed = true; changed; ) {
      changed = false;
      for (const instance of this.instances)
        for (const [node, arrived] of instance.arrived)
          if (!instance.passed.has(node) && this.hasEnough(instance, node, arrived)) {
            this.goOn(instance, node, arrived);
            changed = true;
          }
    }
  }

  private hasEnough(instance: Instance, at: number, arrived: ReadonlySet<number>): boolean {
    const node = this.node(at);
    const { gather } = node;
    if (gather === null || !instance.waiting.get(at)?.length) return false;
    if (gather.by === 'edges') return instance.waiting.get(at)?.length === gather.count;
    const standing = [...this.tokens, ...this.takenIn()].filter((token) => token.at !== at).concat(this.starting);
    const coming = gather.branches.filter(
      (branch) =>
        !arrived.has(branch) &&
        standing.some(
          (token) =>
            (token.at === at || gather.reach.includes(token.at)) &&
            token.standing.some((each) => each.instance === instance && each.branches.includes(branch)),
        ),
    );
    if (node.op !== 'join' || node.mode === 'all') return coming.length === 0;
    const needed = node.mode === 'any' ? 1 : Number(node.count?.value ?? 1);
    if (arrived.size + coming.length < needed) throw new Stop();
    return arrived.size >= needed;
  }

  /** Tokens that wait where branches meet stand there for whoever waits further on. */
  private takenIn(): Token[] {
    return this.instances.flatMap(({ waiting, passed }) =>
      [...waiting].flatMap(([at, tokens]) => (passed.has(at) ? [] : tokens.map((standing) => ({ at, standing })))),
    );
  }

  private goOn(instance: Instance, at: number, arrived: ReadonlySet<number>): void {
    const node = this.node(at);
    const { gather } = node;
    if (gather === null) return;
    instance.passed.add(at);
    if (node.op !== 'join' && gather.by === 'branches' && instance.begun.some((branch) => !arrived.has(branch)))
      this.fault(at, 'goes on without branches though it is no join');
    if (gather.by === 'branches' && node.op === 'join' && node.cancel_rest) {
      const rest = ({ standing }: { standing: readonly Standing[] }) =>
        !standing.some(
          (each) => each.instance === instance && each.branches.every((branch) => gather.branches.includes(branch)),
        );
      this.tokens = this.tokens.filter(rest);
      this.starting = this.starting.filter(rest);
      for (const { waiting } of this.instances)
        for (const [node, tokens] of waiting)
          waiting.set(
            node,
            tokens.filter((each) => rest({ standing: each })),
          );
    }
    const standing = gather.closes ? instance.around : [...instance.around, { instance, branches: [...arrived] }];
    this.tokens.push({ at, standing });
  }

  private node(index: number): PlanNode {
    const node = this.plan.nodes[index];
    if (node === undefined) throw new Error(`The plan has no node ${index}`);
    return node;
  }

  private fault(at: number, problem: string): void {
    throw new Error(`${this.node(at).id} ${problem}`);
  }
}
