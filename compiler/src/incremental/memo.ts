import { sameData } from './same-data.ts';

/** A function whose result depends on its inputs and on nothing else: declared at the top of a module, never a closure. */
type Pure<Inputs extends readonly unknown[], Result> = (...inputs: Inputs) => Result;

interface Entry {
  readonly inputs: readonly unknown[];
  readonly result: unknown;
}

type Table = Map<string, Entry>;

/**
 * Results of pure functions by their inputs, for one service that is compiled again and again as it changes. Under each
 * key, the name of what the result is about, a function has one result: that of the present version. What the last
 * version needed and the present one does not is forgotten with the next.
 */
export class Memo {
  private present = new Map<unknown, Table>();
  private last = new Map<unknown, Table>();

  /** What a function makes of its inputs; worked out only if they are not what they were. Nobody changes a result. */
  of<const Inputs extends readonly unknown[], Result>(
    compute: Pure<Inputs, Result>,
    key: string,
    ...inputs: Inputs
  ): Result {
    let table = this.present.get(compute);
    if (table === undefined) {
      table = new Map();
      this.present.set(compute, table);
    }
    const known = table.get(key) ?? this.last.get(compute)?.get(key);
    if (known !== undefined && sameInputs(known.inputs, inputs)) {
      // The inputs of now are kept: the next version shares objects with this one.
      table.set(key, { inputs, result: known.result });
      return known.result as Result;
    }
    const result = compute(...inputs);
    table.set(key, { inputs, result });
    return result;
  }

  /** For a version that is only tried: it knows what the present one does, and leaves nothing behind. */
  aside(): Memo {
    const memo = new Memo();
    memo.last = this.present;
    return memo;
  }

  /** Begins the next version. */
  turn(): void {
    this.last = this.present;
    this.present = new Map();
  }
}

function sameInputs(known: readonly unknown[], given: readonly unknown[]): boolean {
  return known.length === given.length && known.every((input, index) => sameData(input, given[index]));
}
