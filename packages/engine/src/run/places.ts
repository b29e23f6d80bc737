import type { Branch, Frame, OpenFork, Place, State, Token } from '../state.ts';

/** The branch a token stands in, else its frame. */
export function placeOf(state: State, { frame, branch }: Pick<Token, 'frame' | 'branch'>): Place {
  return (branch === null ? state.frames[frame] : state.branches[branch]) as Place;
}

/** The place around a fork: where its split stood. */
export function placeAround(state: State, { frame, around }: OpenFork): Place {
  return placeOf(state, { frame, branch: around });
}

/** The branches that something stands in, from the inside out, within its frame. */
export function* branchesAround(state: State, branch: number | null): Generator<Branch> {
  for (let at = branch; at !== null; ) {
    const found = state.branches[at];
    if (found === undefined) return;
    yield found;
    at = state.forks[found.fork]?.around ?? null;
  }
}

/** One more, or one less, is open in a place; a branch's fork counts along. */
export function countOpen(state: State, { frame, branch }: Pick<Token, 'frame' | 'branch'>, by: 1 | -1): Place {
  if (branch === null) {
    const place = state.frames[frame] as Frame;
    place.open += by;
    return place;
  }
  const place = state.branches[branch] as Branch;
  place.open += by;
  (state.forks[place.fork] as OpenFork).open += by;
  return place;
}
