/**
 * Dominators of a flow graph: which vertices lie on every way from the root. Vertices are numbered so that each has, the
 * root aside, a predecessor with a smaller number (as in reverse postorder). Cooper, Harvey and Kennedy, "A Simple, Fast
 * Dominance Algorithm" (2001).
 *
 * @returns for each vertex its immediate dominator; the root's is itself
 */
export function immediateDominators(predecessors: readonly (readonly number[])[]): Int32Array {
  const idom = new Int32Array(predecessors.length).fill(-1);
  idom[0] = 0;
  const meet = (a: number, b: number): number => {
    let [one, other] = [a, b];
    while (one !== other) {
      if (one > other) one = idom[one] as number;
      else other = idom[other] as number;
    }
    return one;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (let vertex = 1; vertex < predecessors.length; vertex += 1) {
      let best = -1;
      for (const before of predecessors[vertex] ?? []) {
        if (idom[before] === -1) continue;
        best = best === -1 ? before : meet(best, before);
      }
      if (best === -1 || idom[vertex] === best) continue;
      idom[vertex] = best;
      changed = true;
    }
  }
  return idom;
}
