import { createState, emptyPlace } from '../create-state.ts';
import type { Run } from '../run/run.ts';
import type { Frame, OpenLoop, State, Token } from '../state.ts';

/** The state of a workflow that does the next stretch of a loop's turns: all that a turn can read, and the loop alone. */
export function childState(run: Run, loop: OpenLoop, token: Token, batch: number): State {
  const { state } = run;
  const end = loop.stretches?.end ?? loop.next;
  const frames: Record<number, Frame> = {};
  const loops: Record<string, OpenLoop> = {};
  for (const frame of framesAround(state, token.frame)) {
    frames[frame.id] = { ...frame, ...emptyPlace(), turns: {}, visits: {} };
    const beside = state.loops[frame.beside ?? ''];
    // Of a loop around only the variables are read, as they stood at its start.
    if (beside !== undefined)
      loops[beside.key] = { ...beside, items: [], frames: {}, open: 0, results: [], errors: [], adds: {} };
  }
  const home = frames[token.frame];
  if (home === undefined) throw new Error(`No frame ${token.frame}`);
  home.open = 1;
  home.tokens[token.id] = true;
  loops[loop.key] = {
    ...loop,
    items: loop.items.slice(loop.next * batch, end * batch),
    total: end,
    from: loop.next,
    whole: loop.total,
    stretches: null,
    frames: {},
    results: [],
    errors: [],
    adds: {},
  };
  const fresh = createState(run.plan);
  return {
    ...fresh,
    facts: state.facts,
    input: state.input,
    clock: state.clock,
    frames: { 0: { ...(state.frames[0] as Frame), ...emptyPlace() }, ...frames },
    tokens: { [token.id]: { ...token, branch: null, waiting: true } },
    loops,
    redone: { ...state.redone },
    part: { loop: loop.key, around: state.counters.frame, begun: false, report: null },
    counters: { ...state.counters, live: 1, busy: 0, conditional: 0, pending: 0, rollbacks: 0, fuel: 0, yields: 0 },
  };
}

/** The frames that can be read from a frame, and those of the services that called them. */
function* framesAround(state: State, id: number): Generator<Frame> {
  for (let at: Frame | undefined = state.frames[id]; at !== undefined; ) {
    yield at;
    at = state.frames[at.parent ?? at.called?.from ?? -1];
  }
}
