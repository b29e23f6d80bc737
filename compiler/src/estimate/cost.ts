/** What bounds nothing, and why: a step (null for the run) and a few words. */
export interface Reason {
  readonly node: string | null;
  readonly because: string;
}

/** Places of the quantities in a cost; calls of the providers follow behind. */
export const EVENTS = 0;
export const BYTES = 1;
export const CALLS = 2;
export const ATTEMPTS = 3;
export const STEPS = 4;
export const MS = 5;
/** Time that undoing takes is apart: no deadline cuts it short. */
export const UNDO_MS = 6;
export const PROVIDERS = 7;

/** What something takes at least and at most, quantity by quantity. `why` says what makes a `most` infinite. */
export interface Cost {
  readonly least: readonly number[];
  readonly most: readonly number[];
  readonly why: readonly (Reason | null)[];
}

/** Sums and choices of costs with so many quantities. */
export class Costs {
  readonly zero: Cost;
  readonly size: number;

  constructor(size: number) {
    this.size = size;
    const nothing = new Array<number>(size).fill(0);
    this.zero = { least: nothing, most: nothing, why: new Array<null>(size).fill(null) };
  }

  /** A cost of a few quantities: place, least, most, and why nothing bounds it. */
  of(parts: readonly (readonly [place: number, least: number, most: number, why?: Reason | null])[]): Cost {
    const [least, most, why] = [[...this.zero.least], [...this.zero.most], [...this.zero.why]];
    for (const [place, low, high, reason] of parts) {
      least[place] = low;
      most[place] = high;
      why[place] = Number.isFinite(high) ? null : (reason ?? null);
    }
    return { least, most, why };
  }

  /** One after the other. */
  plus(a: Cost, b: Cost): Cost {
    if (a === this.zero) return b;
    if (b === this.zero) return a;
    return {
      least: a.least.map((value, at) => value + (b.least[at] as number)),
      most: a.most.map((value, at) => value + (b.most[at] as number)),
      why: a.why.map((reason, at) => reason ?? (b.why[at] as Reason | null)),
    };
  }

  sum(parts: readonly Cost[]): Cost {
    return parts.reduce((total, part) => this.plus(total, part), this.zero);
  }

  /** One of them. */
  either(parts: readonly Cost[]): Cost {
    const [first, ...rest] = parts;
    if (first === undefined) return this.zero;
    return rest.reduce((a, b) => {
      if (a === b) return a;
      return {
        least: a.least.map((value, at) => Math.min(value, b.least[at] as number)),
        most: a.most.map((value, at) => Math.max(value, b.most[at] as number)),
        why: a.why.map((reason, at) => reason ?? (b.why[at] as Reason | null)),
      };
    }, first);
  }

  /** Side by side: time is that of the longest. */
  beside(parts: readonly Cost[]): Cost {
    const all = this.sum(parts);
    const longest = (side: 'least' | 'most') =>
      parts.reduce((most, part) => Math.max(most, part[side][MS] as number), 0);
    return this.with(all, MS, longest('least'), longest('most'));
  }

  /** Again and again. `why` says what makes `most` times infinite. */
  times(cost: Cost, least: number, most: number, why: Reason | null = null): Cost {
    return {
      least: cost.least.map((value) => product(value, least)),
      most: cost.most.map((value) => product(value, most)),
      why: cost.most.map((value, at) => {
        if (Number.isFinite(product(value, most))) return null;
        return Number.isFinite(value) ? why : (cost.why[at] as Reason | null);
      }),
    };
  }

  /** Anything from nothing to without end. */
  unknown(why: Reason): Cost {
    return {
      least: this.zero.least,
      most: this.zero.most.map(() => Number.POSITIVE_INFINITY),
      why: this.zero.why.map(() => why),
    };
  }

  /** Without a promise of how little. */
  atMost(cost: Cost): Cost {
    return { ...cost, least: this.zero.least };
  }

  /** With another quantity in one place. */
  with(cost: Cost, place: number, least: number, most: number, why: Reason | null = null): Cost {
    return {
      least: cost.least.with(place, least),
      most: cost.most.with(place, most),
      why: cost.why.with(place, Number.isFinite(most) ? null : (why ?? (cost.why[place] as Reason | null))),
    };
  }
}

/** Nothing, however often, is nothing. */
function product(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}
