import { CancellationScope } from '@temporalio/workflow';
import { calledOff, failure, type GivenError, RunEnded, type ServiceError } from './errors.ts';
import type { RunState, Start } from './run-state.ts';

/** What an undo knows of what it undoes: its key, and what made it necessary. */
export interface Undoing {
  readonly key: string;
  readonly error: ServiceError;
}

/** Something that was done and can be undone, and its turn in the order of completion. */
export interface Done {
  readonly key: string;
  readonly seq: number;
  undo(undoing: Undoing): Promise<unknown>;
}

/** The service that a place belongs to: that of the run, or one that is called. */
export interface Home {
  readonly service: string;
  readonly start: Start;
  /** What keys begin with: those of the calls around. */
  readonly prefix: string;
  /** The step that called it, and the service of that step. */
  readonly by: { readonly home: Home; readonly node: string } | null;
  /** An `end` has ended it at once. */
  over: boolean;
}

/** A branch that goes on by itself, because enough others had come. */
interface OnItsOwn {
  readonly scope: CancellationScope;
  readonly settled: Promise<void>;
}

interface Counters {
  readonly path: string;
  readonly visits: Map<string, number>;
}

/**
 * Where the flow stands: the run, a branch, one turn of a loop or one visit of a scope. It numbers visits (`charge#1.17.1`
 * is the first visit of `charge` in item 17 of the first visit of the loop around it), keeps what was done there and can be
 * undone, and what was contributed to variables and is merged when the place ends.
 */
export class Place {
  readonly run: RunState;
  readonly home: Home;
  readonly done: Done[];
  private readonly counters: Counters;
  private readonly parent: Place | null;
  /** Beside others: contributions wait until it has ended. */
  private readonly beside: boolean;
  private contributions: (() => void)[] = [];
  private onTheirOwn: OnItsOwn[] = [];

  private constructor(
    run: RunState,
    home: Home,
    given: { counters: Counters; parent: Place | null; beside?: boolean; done?: Done[] },
  ) {
    this.run = run;
    this.home = home;
    this.counters = given.counters;
    this.parent = given.parent;
    this.beside = given.beside ?? false;
    this.done = given.done ?? [];
  }

  /** The run itself. */
  static ofRun(run: RunState, service: string): Place {
    const home = { service, start: run.start, prefix: '', by: null, over: false };
    return new Place(run, home, { counters: { path: '', visits: new Map() }, parent: null });
  }

  /** A service that is called, by the key of the call: nothing of its caller can be seen in it. */
  called(key: string, node: string, service: string, trigger: string): Place {
    const start = { ...this.home.start, trigger };
    const home = { service, start, prefix: `${key}/`, by: { home: this.home, node }, over: false };
    return new Place(this.run, home, { counters: { path: '', visits: new Map() }, parent: null });
  }

  /** Begins a visit of a node: a key that was never used before. */
  begin(node: string): string {
    const visit = (this.counters.visits.get(node) ?? 0) + 1;
    this.counters.visits.set(node, visit);
    return this.keyOf(node, visit);
  }

  /** The key of a node's next visit. */
  next(node: string): string {
    return this.keyOf(node, (this.counters.visits.get(node) ?? 0) + 1);
  }

  private keyOf(node: string, visit: number): string {
    const { path } = this.counters;
    return `${this.home.prefix}${node}#${path === '' ? visit : `${path}.${visit}`}`;
  }

  /** A branch: it counts visits together with the others, but has a list of its own of what was done. */
  branch(): Place {
    return new Place(this.run, this.home, { counters: this.counters, parent: this, beside: true });
  }

  /** The inside of a scope, by the key of the visit. */
  inside(key: string): Place {
    return new Place(this.run, this.home, { counters: countersOf(key, ''), parent: this });
  }

  /** A turn of a loop whose turns come one after the other: what is done there is done here. */
  turn(key: string, index: number): Place {
    return new Place(this.run, this.home, {
      counters: countersOf(key, `.${index + 1}`),
      parent: this,
      done: this.done,
    });
  }

  /** A turn of a loop that may run beside others. */
  turnBeside(key: string, index: number): Place {
    return new Place(this.run, this.home, { counters: countersOf(key, `.${index + 1}`), parent: this, beside: true });
  }

  /** Remembers what was done here. */
  remember(key: string, undo: (undoing: Undoing) => Promise<unknown>): void {
    this.done.push({ key, seq: this.run.nextInOrder(), undo });
  }

  /** Merges into a variable: at once, or when the region that runs beside others has ended. */
  contribute(merge: () => void): void {
    if (this.beside) this.contributions.push(merge);
    else if (this.parent === null) merge();
    else this.parent.contribute(merge);
    if (!this.beside) this.run.lookAtConditions();
  }

  /** The place has ended: the place around it answers for what was done, and gets what was contributed. */
  handUp(): void {
    this.handUpDone();
    for (const merge of this.takeContributions()) this.parent?.contribute(merge);
  }

  /** An error that arises at a node. */
  error(node: string, error: GivenError): unknown {
    return failure({ ...error, node, iteration: pathOf(this.begin(node)) });
  }

  /** From now on a branch goes on by itself. */
  letRun(branch: OnItsOwn): void {
    this.onTheirOwn.push(branch);
  }

  /** Waits for branches that go on by themselves: what they belong to ends with the last of them. */
  async rest(): Promise<void> {
    if (this.home.over) return this.callOff();
    for (const branch of this.onTheirOwn) await branch.settled;
    if (CancellationScope.current().consideredCancelled) throw calledOff();
  }

  /** Branches that go on by themselves are no longer wanted: they are called off and settled. */
  async callOff(): Promise<void> {
    for (const { scope } of this.onTheirOwn) scope.cancel();
    await Promise.all(this.onTheirOwn.splice(0).map(({ settled }) => settled));
  }

  /** Ends the service at once: what else is under way in it is called off, and nothing of it is undone. */
  end(): unknown {
    this.home.over = true;
    return new RunEnded();
  }

  handUpDone(): void {
    if (this.parent === null || this.parent.done === this.done) return;
    this.parent.done.push(...this.done.splice(0));
  }

  takeContributions(): (() => void)[] {
    const taken = this.contributions;
    this.contributions = [];
    return taken;
  }
}

function countersOf(key: string, suffix: string): Counters {
  return { path: `${key.slice(key.lastIndexOf('#') + 1)}${suffix}`, visits: new Map() };
}

/** The path in a key. */
export function pathOf(key: string): string {
  return key.slice(key.lastIndexOf('#') + 1);
}

/** The key of an undo: it takes the path of what it undoes. */
export function undoKey(key: string, node: string): string {
  return `${key.slice(0, key.lastIndexOf('/') + 1)}${node}#${pathOf(key)}`;
}
