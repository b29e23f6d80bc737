import { CancellationScope, isCancellation } from '@temporalio/workflow';
import { compensate, NOT_NEEDED } from './compensate.ts';
import { errorOf, failure, type ServiceError } from './errors.ts';
import type { Place } from './place.ts';

/** What a loop gives: items keep their index, those left out are null; `count` is of finished turns. */
export interface LoopOutput<Item> {
  items: Item[];
  errors: { index: number; error: ServiceError }[];
  count: number;
}

/** A loop whose turns come one after the other. */
export class Loop<Item> {
  readonly output: LoopOutput<Item> = { items: [], errors: [], count: 0 };
  private readonly at: Place;
  private readonly node: string;
  private readonly key: string;
  private readonly most: number | null;

  constructor(at: Place, node: string, most: number | null = null) {
    this.at = at;
    this.node = node;
    this.most = most;
    this.key = at.begin(node);
  }

  /** Begins a turn. */
  turn(index: number): Place {
    if (this.most !== null && index >= this.most) throw tooMany(this.node, this.most);
    return this.at.turn(this.key, index);
  }

  /** A turn has ended well. */
  add(index: number, item: Item): void {
    this.output.items[index] = item;
    this.output.count += 1;
  }
}

/** Refuses a list that is longer than the loop may go round. */
export function atMost<Item>(node: string, most: number, items: readonly Item[]): readonly Item[] {
  if (items.length > most) throw tooMany(node, most);
  return items;
}

/** Lists of up to so many items. */
export function inBatches<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, at * size + size));
}

function tooMany(node: string, most: number): unknown {
  return failure({
    code: 'limit.iterations',
    message: `"${node}" may go round ${most} times.`,
    details: { max: most },
    node,
  });
}

/** Counts how often a connection back is taken. */
export function backEdge(node: string, port: string, most: number): () => void {
  let taken = 0;
  return () => {
    if (taken >= most)
      throw failure({
        code: 'limit.iterations',
        message: `The connection back from "${node}" may be taken ${most} times.`,
        details: { port, max: most },
        node,
      });
    taken += 1;
  };
}

export interface EachOptions<Item> {
  readonly items: readonly Item[];
  /** How many turns may be under way at the same time. */
  readonly concurrency: number;
  /** What becomes of a turn that fails: the loop fails, or the item is left out, with an entry in `errors` or without. */
  readonly onItemError: 'fail' | 'skip' | 'report';
  /** Bounds of what may be left out. */
  readonly tolerate?: { readonly count?: number; readonly percent?: number };
}

interface Turn {
  readonly index: number;
  readonly at: Place;
  readonly scope: CancellationScope;
  done: Promise<void>;
}

/** A turn's item, and whether the loop stops behind it. */
export interface TurnResult<Result> {
  readonly item: Result;
  readonly stop?: boolean;
}

type TurnOf<Item, Result> = (
  item: Item,
  index: number,
  at: Place,
  soFar: LoopOutput<Result | null>,
) => Promise<TurnResult<Result>>;

/** Goes over items, several at a time. What was contributed to variables merges in the order of the items. */
export async function forEach<Item, Result>(
  at: Place,
  node: string,
  options: EachOptions<Item>,
  turn: TurnOf<Item, Result>,
): Promise<LoopOutput<Result>> {
  return (await forSome(at, node, options, turn)) as LoopOutput<Result>;
}

/** The same for a loop in which some items may give nothing, or be called off: there `items` has null. */
export async function forSome<Item, Result>(
  at: Place,
  node: string,
  options: EachOptions<Item>,
  turn: TurnOf<Item, Result>,
): Promise<LoopOutput<Result | null>> {
  return new Each(at, at.begin(node), options, turn).run();
}

class Each<Item, Result> {
  private readonly output: LoopOutput<Result | null> = { items: [], errors: [], count: 0 };
  private readonly open = new Set<Turn>();
  private readonly merges: (() => void)[][] = [];
  private readonly at: Place;
  private readonly key: string;
  private readonly options: EachOptions<Item>;
  private readonly turn: (
    item: Item,
    index: number,
    at: Place,
    soFar: LoopOutput<Result | null>,
  ) => Promise<TurnResult<Result>>;
  private next = 0;
  private failed = 0;
  private stopped = false;
  private caught: { readonly error: unknown } | null = null;

  constructor(at: Place, key: string, options: EachOptions<Item>, turn: Each<Item, Result>['turn']) {
    this.at = at;
    this.key = key;
    this.options = options;
    this.turn = turn;
  }

  async run(): Promise<LoopOutput<Result | null>> {
    const { items, concurrency } = this.options;
    for (;;) {
      while (!this.isOver() && this.open.size < concurrency && this.next < items.length) this.begin();
      if (this.open.size === 0) break;
      await Promise.race([...this.open].map(({ done }) => done));
      if (!this.isOver()) continue;
      const rest = [...this.open];
      for (const { scope } of rest) scope.cancel();
      await Promise.all(rest.map(({ done }) => done));
      if (this.caught === null) {
        const undone = rest.flatMap(({ at }) => at.done.splice(0));
        await compensate(this.at, undone, NOT_NEEDED);
      }
      for (const { at } of rest) at.handUpDone();
      break;
    }
    if (this.caught !== null) throw this.caught.error;
    for (const merges of this.merges) for (const merge of merges ?? []) this.at.contribute(merge);
    return this.output;
  }

  private isOver(): boolean {
    return this.stopped || this.caught !== null;
  }

  private begin(): void {
    const index = this.next;
    this.next += 1;
    const scope = new CancellationScope();
    const at = this.at.turnBeside(this.key, index);
    const turn: Turn = { index, at, scope, done: Promise.resolve() };
    this.open.add(turn);
    turn.done = scope
      .run(() => this.turn(this.options.items[index] as Item, index, at, this.output))
      .then(
        (result) => (scope.consideredCancelled || this.isOver() ? undefined : this.end(turn, result)),
        (caught: unknown) => this.fail(turn, caught),
      );
  }

  private end(turn: Turn, { item, stop = false }: TurnResult<Result>): void {
    this.record(turn, item);
    this.output.count += 1;
    if (stop) this.stopped = true;
  }

  private fail(turn: Turn, caught: unknown): void {
    if (isCancellation(caught)) {
      if (this.isOver()) return;
      this.open.delete(turn);
      turn.at.handUpDone();
      this.caught = { error: caught };
      return;
    }
    if (this.isOver()) return;
    this.record(turn, this.output.items[turn.index] ?? null);
    this.failed += 1;
    if (this.options.onItemError === 'fail') {
      this.caught = { error: caught };
      return;
    }
    const error = errorOf(caught);
    if (this.options.onItemError === 'report') this.output.errors.push({ index: turn.index, error });
    if (this.isTooMuch()) this.caught = { error: caught };
  }

  /** The turn is over: its result has its place, what it did and contributed is the loop's. */
  private record({ index, at }: Turn, item: Result | null): void {
    const { items } = this.output;
    while (items.length < index) items.push(null);
    items[index] = item;
    this.merges[index] = at.takeContributions();
    at.handUpDone();
    for (const turn of this.open) if (turn.index === index) this.open.delete(turn);
  }

  private isTooMuch(): boolean {
    const { count, percent } = this.options.tolerate ?? {};
    if (count !== undefined && this.failed > count) return true;
    return percent !== undefined && this.failed * 100 > percent * this.options.items.length;
  }
}
