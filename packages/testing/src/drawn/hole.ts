import type { Sort } from './schemas.ts';

/** A place in a document for an expression that is written when everything is drawn. */
export class Hole {
  readonly sort: Sort;
  readonly seed: number;
  /** What stands before it, where it is part of a longer text. */
  readonly before: string | null;
  /** Evaluated inside the container in whose settings it stands. */
  readonly inside: boolean;

  constructor(sort: Sort, seed: number, { before = null as string | null, inside = false } = {}) {
    this.sort = sort;
    this.seed = seed;
    this.before = before;
    this.inside = inside;
  }
}
