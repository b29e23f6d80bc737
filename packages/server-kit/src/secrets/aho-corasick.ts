/** Where a needle was found: UTF-16 offsets, end exclusive. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

interface State {
  readonly next: Map<number, State>;
  fail: State;
  /** Length of the longest needle that ends here, 0 if none does. */
  longest: number;
}

/**
 * Finds all needles in one pass over the text, whatever their number (Aho and Corasick, 1975). Overlapping and touching
 * finds come back as one.
 */
export function createMatcher(needles: Iterable<string>): (text: string) => Match[] {
  const root = buildTrie(needles);
  linkFailures(root);
  return (text) => {
    const found: { start: number; end: number }[] = [];
    let state = root;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      while (state !== root && !state.next.has(unit)) state = state.fail;
      state = state.next.get(unit) ?? root;
      if (state.longest === 0) continue;
      const match = { start: index + 1 - state.longest, end: index + 1 };
      let last = found.at(-1);
      while (last !== undefined && match.start <= last.end) {
        match.start = Math.min(match.start, last.start);
        found.pop();
        last = found.at(-1);
      }
      found.push(match);
    }
    return found;
  };
}

function buildTrie(needles: Iterable<string>): State {
  const root = newState();
  for (const needle of needles) {
    let state = root;
    for (let index = 0; index < needle.length; index += 1) {
      const unit = needle.charCodeAt(index);
      let next = state.next.get(unit);
      if (next === undefined) {
        next = newState();
        state.next.set(unit, next);
      }
      state = next;
    }
    if (state !== root) state.longest = needle.length;
  }
  return root;
}

/** Breadth first, so that a state's failure link and its longest needle are known before its children need them. */
function linkFailures(root: State): void {
  root.fail = root;
  const queue: State[] = [root];
  for (const state of queue) {
    for (const [unit, child] of state.next) {
      let fail = state.fail;
      while (fail !== root && !fail.next.has(unit)) fail = fail.fail;
      const target = fail.next.get(unit);
      child.fail = target !== undefined && target !== child ? target : root;
      child.longest = Math.max(child.longest, child.fail.longest);
      queue.push(child);
    }
  }
}

function newState(): State {
  const state = { next: new Map<number, State>(), longest: 0 } as {
    next: Map<number, State>;
    fail: State;
    longest: number;
  };
  state.fail = state;
  return state;
}
