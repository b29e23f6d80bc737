import { sameData } from './same-data.ts';

/** A function whose result depends on its inputs and on nothing else: declared at the top of a module, never a closure. */
type Pure<Inputs extends readonly unknown[], Result> = (...inputs: Inputs) => Result;

/** What a function made of its inputs. */
interface Known {
  readonly inputs: readonly unknown[];
  readonly result: unknown;
}

interface Entry {
  /** The latest that was asked for, and the one before it. */
  now: Known;
  before: Known | null;
  /** The last version that asked for it. */
  version: number;
}

type Table = Map<string, Entry>;

/** Fewer entries than this are not worth going through. */
const FEW = 64;

/**
 * Results of pure functions by their inputs, for one service that is compiled again and again as it changes. Under each
 * key, the name of what the result is about, a function has its two latest results: a change taken back finds the one before,
 * and what is gone through twice in one version, knowing more the second time, finds both. What versions no longer ask for is forgotten before it is as much as what they do.
 */
export class Memo {
  private readonly tables: Map<unknown, Table> = new Map();
  private readonly around: Memo | null;
  private version = 0;
  private entries = 0;
  private asked = 0;

  /** `around` is asked for what this one does not know, and learns nothing. */
  constructor(around: Memo | null = null) {
    this.around = around;
  }

  /** What a function makes of its inputs; worked out only if they are not what they were. Nobody changes a result. */
  of<const Inputs extends readonly unknown[], Result>(
    compute: Pure<Inputs, Result>,
    key: string,
    ...inputs: Inputs
  ): Result {
    let table = this.tables.get(compute);
    if (table === undefined) {
      table = new Map();
      this.tables.set(compute, table);
    }
    const entry = table.get(key);
    const known = entry === undefined ? null : recall(entry, inputs);
    if (entry !== undefined && known !== null) {
      if (entry.now !== known) entry.before = entry.now;
      // The inputs of now are kept: the next version shares objects with this one.
      if (entry.now !== known || !isIdentical(known.inputs, inputs)) entry.now = { inputs, result: known.result };
      this.touch(entry);
      return known.result as Result;
    }
    const other = this.around?.tables.get(compute)?.get(key);
    const shared = other === undefined ? null : recall(other, inputs);
    if (shared !== null) return shared.result as Result;
    const now = { inputs, result: compute(...inputs) };
    if (entry === undefined) {
      table.set(key, { now, before: null, version: this.version });
      this.entries += 1;
      this.asked += 1;
    } else {
      entry.before = entry.now;
      entry.now = now;
      this.touch(entry);
    }
    return now.result as Result;
  }

  /** For a version that is only tried: it knows what this one does, and leaves nothing behind. */
  aside(): Memo {
    return new Memo(this);
  }

  /** Begins the next version. */
  turn(): void {
    if (this.entries > 2 * this.asked + FEW) this.forget();
    this.version += 1;
    this.asked = 0;
  }

  private touch(entry: Entry): void {
    if (entry.version === this.version) return;
    entry.version = this.version;
    this.asked += 1;
  }

  private forget(): void {
    for (const [compute, table] of this.tables) {
      for (const [key, entry] of table) if (entry.version !== this.version) table.delete(key);
      if (table.size === 0) this.tables.delete(compute);
    }
    this.entries = this.asked;
  }
}

function recall({ now, before }: Entry, inputs: readonly unknown[]): Known | null {
  if (sameInputs(now.inputs, inputs)) return now;
  return before !== null && sameInputs(before.inputs, inputs) ? before : null;
}

/** Whether the inputs are the very same objects, as they mostly are. */
function isIdentical(known: readonly unknown[], given: readonly unknown[]): boolean {
  for (let index = 0; index < given.length; index += 1) if (known[index] !== given[index]) return false;
  return true;
}

function sameInputs(known: readonly unknown[], given: readonly unknown[]): boolean {
  if (known.length !== given.length) return false;
  for (let index = 0; index < given.length; index += 1) if (!sameData(known[index], given[index])) return false;
  return true;
}
