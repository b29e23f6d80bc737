import type { Arc, Drawing, Place } from './drawing.ts';
import type { Fork } from './forks.ts';
import { reachableFrom } from './ways.ts';

/** One branch of a fork, where tokens that run together become one. */
export interface Arrival {
  /** Index of the branch at its split; of a meeting by edges, of the connection. */
  readonly index: number;
  /** Connections by which it arrives. */
  readonly arcs: readonly Arc[];
  /** Every path of it arrives. */
  readonly certain: boolean;
}

/** A step at which tokens that run together become one. */
export interface Meeting {
  readonly node: string;
  /** The split whose branches meet. */
  readonly fork: string;
  /** One arrival for each branch, or one for each connection (a general graph of splits that start all). */
  readonly by: 'branches' | 'edges';
  /** When it goes on: after all that can still come, the first, or a number of them. */
  readonly mode: 'all' | 'any' | 'count';
  /** Branches that have not arrived when it goes on are cancelled. */
  readonly cancelRest: boolean;
  /** A join; else a step that simply several branches lead to. */
  readonly explicit: boolean;
  readonly branches: readonly Arrival[];
  /** Behind it the token stands outside the fork again. */
  readonly closes: boolean;
  /** Steps from which it can be reached within a branch. */
  readonly reach: ReadonlySet<string>;
}

/** A fork and what each of its branches reaches. */
export interface Reaches {
  readonly place: Place;
  readonly branches: readonly { readonly index: number; readonly arc: Arc; readonly reach: ReadonlySet<string> }[];
}

/** What the branches of forks reach. */
export function reachesOf(drawing: Drawing, forks: readonly Fork[]): readonly Reaches[] {
  return forks.map(({ place, branches }) => ({
    place,
    branches: branches.flatMap(({ index, arc }) => (arc === null ? [] : [reachable(drawing, index, arc)])),
  }));
}

/** What a branch reaches is worked out when it is asked for: few passes do. */
function reachable(drawing: Drawing, index: number, arc: Arc) {
  let known: ReadonlySet<string> | undefined;
  return {
    index,
    arc,
    get reach() {
      known ??= reachableFrom(drawing, [arc.target]);
      return known;
    },
  };
}

/** Pairs of branches of one fork. */
export function* pairsOf({ branches }: Reaches) {
  for (const [index, one] of branches.entries())
    for (const other of branches.slice(index + 1)) if (one.arc.port !== other.arc.port) yield { one, other };
}
